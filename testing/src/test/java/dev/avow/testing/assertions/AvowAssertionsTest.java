package dev.avow.testing.assertions;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.testing.assertions.AvowAssertions.assertThat;
import static dev.avow.testing.assertions.AvowAssertions.assertThatThrownBy;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Preview;
import dev.avow.testing.FakeOperator;
import dev.avow.testing.ManualAvow;
import dev.avow.testing.ManualAvowExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ManualAvowExtension.class)
class AvowAssertionsTest {

    private static final Model TINY = Model.ofVersion("local", "tiny", "1");

    @TempDir
    Path directory;

    private final FakeOperator summarise = FakeOperator.named("summarise").gives("summary", "three");
    private Path tickets;

    @BeforeEach
    void register(ManualAvow avow) throws Exception {
        tickets = Files.writeString(directory.resolve("tickets.txt"), "tickets");
        avow.operators(summarise, FakeOperator.named("publish"))
                .register(job("nightly")
                        .schedule(cron("0 0 3 * * ?"))
                        .task("summarise", operator("summarise").model(TINY).decimal("temperature", "0.2"))
                        .input("tickets", InputSource.file(tickets))
                        .task("publish", operator("publish"))
                        .after("summarise")
                        .build());
    }

    @Test
    void hold_of_what_happened(ManualAvow avow) {
        avow.fireNext();

        RunDetail publish = avow.run("nightly", "publish");
        assertThat(avow.run("nightly", "summarise"))
                .hasSucceeded()
                .hasAttempts(1)
                .hasOccasion("slot:default:2026-01-05T03:00:00Z")
                .hasModel("tiny")
                .hasParameter("temperature", "0.2")
                .hasInput("tickets", Digest.of("tickets".getBytes(StandardCharsets.UTF_8)))
                .hasOutput("summary", "three")
                .happenedBefore(publish);
        assertThatThrownBy(() -> assertThat(publish).happenedBefore(avow.run("nightly", "summarise")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void show_the_run_where_they_fail(ManualAvow avow) {
        summarise.thenFailsForGood("Model gave no answer.");
        avow.fireNext();
        RunDetail run = avow.run("nightly", "summarise");

        assertThat(run).hasFailedWithMessage("Model gave no answer.");
        assertThatThrownBy(() -> assertThat(run).hasSucceeded())
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expected\nrun nightly / summarise, slot:default:2026-01-05T03:00:00Z\n  identity: "
                        + run.run().identity() + "\n  state: FAILED\n  detail: Model gave no answer.\n"
                        + "  attempt 1: FAILED: Model gave no answer.\n"
                        + "  event: 2026-01-05T03:00:00Z DECLARED\n"
                        + "  event: 2026-01-05T03:00:00Z CLAIMED\n"
                        + "  event: 2026-01-05T03:00:00Z OUTCOME\nto be SUCCEEDED.");
    }

    @Test
    void tell_denials_by_their_reason(ManualAvow avow) throws Exception {
        avow.declareDueAt("2026-01-05T03:00:00Z");
        assertThat(avow.run("nightly", "summarise")).isDeclared().hasAttempts(0);

        Files.writeString(tickets, "changed");
        avow.fireDue();

        RunDetail run = avow.run("nightly", "summarise");
        assertThat(run).isDenied().isDenied(Reason.INPUT_CHANGED);
        assertThatThrownBy(() -> assertThat(run).isDenied(Reason.INPUT_MISSING))
                .hasMessageEndingWith("to be denied, INPUT_MISSING.");
        assertThatThrownBy(() -> assertThat(run).isDeclared()).hasMessageEndingWith("not to wait.");
    }

    @Test
    @DisabledIfSystemProperty(named = "avow.accept", matches = "true", disabledReason = "differences are accepted then")
    void compare_a_declaration_with_a_golden_file(ManualAvow avow) throws Exception {
        Preview preview = avow.wouldDeclare("nightly", "summarise", "2026-01-05T03:00:00Z");
        Preview other = avow.wouldDeclare("nightly", "summarise", "2026-01-06T03:00:00Z");
        Path golden = directory.resolve("golden").resolve("summarise.json");

        assertThatThrownBy(() -> assertThat(preview).matchesGolden(golden))
                .hasMessage("Golden file '" + golden
                        + "' is not there. Write it with -Davow.accept=true, read it, and commit it.");
        Files.createDirectories(golden.getParent());
        Files.write(golden, preview.declaration().canonicalBytes());

        assertThat(preview).matchesGolden(golden);
        assertThatThrownBy(() -> assertThat(other).matchesGolden(golden))
                .hasMessageStartingWith("Declaration differs from golden file '" + golden + "':\n  /occasion/")
                .hasMessageContaining("\n    declared: \"2026-01-06T03:00:00Z\"")
                .hasMessageEndingWith("\nIf that is meant, write the file anew with -Davow.accept=true.");
    }

    @Test
    @DisabledIfSystemProperty(named = "avow.accept", matches = "true", disabledReason = "differences are accepted then")
    void tell_a_golden_file_of_another_form(ManualAvow avow) throws Exception {
        Preview preview = avow.wouldDeclare("nightly", "summarise", "2026-01-05T03:00:00Z");
        byte[] canonical = preview.declaration().canonicalBytes();
        Path golden = Files.write(directory.resolve("golden.json"), canonical);
        String declared = Files.readString(golden);

        Files.writeString(golden, declared + "\n");
        assertThatThrownBy(() -> assertThat(preview).matchesGolden(golden))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Golden file '" + golden + "' holds the same declaration in another form: its bytes differ from"
                                + " the canonical ones from offset " + canonical.length + " on, and it has "
                                + (canonical.length + 1) + " bytes, not " + canonical.length
                                + ". Write it anew with -Davow.accept=true, and let no editor format it or end it with a newline.");
        Files.writeString(golden, declared.replaceFirst("\\{", "{ "));
        assertThatThrownBy(() -> assertThat(preview).matchesGolden(golden)).hasMessageContaining("from offset 1 on");
    }

    @Test
    void show_what_an_output_is_instead(ManualAvow avow) {
        avow.fireNext();

        assertThatThrownBy(() -> assertThat(avow.run("nightly", "summarise")).hasOutput("summary", "four"))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("to have the output 'summary' with the digest " + digest("four")
                        + ", but its digest is " + digest("three") + ", of the text 'three'.");
    }

    @Test
    void show_the_digest_alone_of_what_is_no_text(ManualAvow avow) {
        byte[] noText = {(byte) 0xff};
        summarise.does(run -> OperatorResult.success().output("summary", "application/octet-stream", noText));
        avow.fireNext();

        assertThatThrownBy(() -> assertThat(avow.run("nightly", "summarise")).hasOutput("summary", "four"))
                .hasMessageEndingWith(", but its digest is " + Digest.of(noText) + ".");
    }

    @Test
    void show_the_digest_alone_once_the_store_is_closed() {
        RunDetail run;
        try (ManualAvow avow = ManualAvow.inMemory().operators(summarise).start()) {
            avow.register(job("closed").task("summarise", operator("summarise")).build());
            avow.trigger("closed");
            avow.fireDue();
            run = avow.run("closed", "summarise");
        }

        assertThatThrownBy(() -> assertThat(run).hasOutput("summary", "four"))
                .hasMessageEndingWith(", but its digest is " + digest("three") + ".");
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

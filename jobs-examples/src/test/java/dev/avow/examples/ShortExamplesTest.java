package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.PendingApproval;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.Preview;
import dev.avow.engine.run.Review;
import dev.avow.engine.run.SettableClock;
import dev.avow.operators.process.ProcessOperator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each short example, on the embedded store and with real processes; only the clock is set by hand. */
class ShortExamplesTest {

    @TempDir
    private Path directory;

    private final SettableClock clock = SettableClock.at("2026-01-05T12:00:00Z");
    private Store store;
    private ManualEngine manual;

    @BeforeEach
    void start() {
        store = Stores.embedded(directory.resolve("store"));
        manual = ManualEngine.on(store, clock, OperatorSource.of(List.of(new ProcessOperator(), new Shortening())))
                .start();
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private Avow avow() {
        return manual.avow();
    }

    private List<RunView> runs(String job) {
        return avow().history().runs(job, 100).items();
    }

    private String output(Identity identity) throws IOException {
        AttemptView attempt =
                avow().history().run(identity).orElseThrow().attempts().get(0);
        String digest = attempt.outputs().stream()
                .filter(output -> output.name().equals("stdout"))
                .findFirst()
                .orElseThrow()
                .digest()
                .text();
        try (InputStream in = store.contents().open(digest).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_month_is_backfilled_as_it_was_planned() throws IOException {
        StringBuilder log = new StringBuilder();
        for (LocalDate day = LocalDate.parse("2025-11-30"); day.getYear() == 2025; day = day.plusDays(1)) {
            log.append((day + " failed\n").repeat(day.getDayOfMonth()));
        }
        avow().register(ErrorCounts.errorCounts(Files.writeString(directory.resolve("log"), log)));
        Instant from = Instant.parse("2025-12-01T00:00:00Z");
        Instant to = Instant.parse("2025-12-31T23:59:59Z");

        List<Preview> planned = ErrorCounts.plan(avow(), from, to);
        assertThat(runs("error-counts")).isEmpty();
        ErrorCounts.backfill(avow(), from, to);
        manual.fireDue();

        List<RunView> runs = new ArrayList<>(runs("error-counts"));
        assertThat(runs).hasSize(31).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(runs.stream().map(RunView::identity))
                .containsExactlyInAnyOrderElementsOf(
                        planned.stream().map(Preview::identity).toList());
        assertThat(output(runs.get(0).identity())).isEqualTo("30\n");
        assertThat(output(runs.get(30).identity())).isEqualTo("30\n");
        assertThat(output(runs.get(29).identity())).isEqualTo("1\n");
    }

    @Test
    void a_ticket_is_answered_once() throws IOException {
        avow().register(AskedReport.askedReport(Files.writeString(directory.resolve("orders"), "b,1\na,2\n")));

        Identity first = AskedReport.ask(avow(), "ticket-7", "2");
        manual.fireDue();
        Identity again = AskedReport.ask(avow(), "ticket-7", "2");

        assertThat(again).isEqualTo(first);
        assertThat(output(first)).isEqualTo("b,1\na,2\n");
        Identity count = runs("asked-report").stream()
                .filter(run -> run.task().equals("count"))
                .findFirst()
                .orElseThrow()
                .identity();
        assertThat(output(count)).isEqualTo("asked for 10 lines by column 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-27T12:00:00Z", "2026-10-23T12:00:00Z"})
    void each_night_has_one_run_though_clocks_change(String day) throws IOException {
        clock.set(day);
        avow().register(NightShift.nightShift(Files.writeString(directory.resolve("list"), "a\n")));

        for (int hours = 0; hours < 96; hours++) {
            clock.advance(Duration.ofHours(1));
            manual.fireDue();
        }

        assertThat(runs("night-shift").stream()
                        .map(run -> run.at().atZone(ZoneId.of("Europe/Berlin")).toLocalDate()))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_changed_notice_waits_for_an_editor() throws IOException {
        clock.set("2026-01-25T12:00:00Z");
        avow().register(ReviewedNotice.reviewedNotice("We are open."));
        clock.set("2026-01-26T12:00:00Z");
        manual.declareDue();
        RunView january = runs("reviewed-notice").get(0);
        assertThat(january.waiting()).contains(Waiting.APPROVAL);
        assertThat(ReviewedNotice.approveUnlessChanged(avow(), january.identity())
                        .approved())
                .isEmpty();
        avow().approve(january.identity(), Review.by("ann", "editor"));
        manual.fireDueAt("2026-01-30T17:00:00Z");
        assertThat(output(january.identity())).isEqualTo("We are open.\n");

        manual.fireDueAt("2026-02-21T12:00:00Z");
        RunView february = runs("reviewed-notice").get(0);
        ReviewedNotice.approveUnlessChanged(avow(), february.identity());
        manual.fireDueAt("2026-02-27T17:00:00Z");
        assertThat(runs("reviewed-notice").get(0).state()).isEqualTo(RunState.SUCCEEDED);

        avow().register(ReviewedNotice.reviewedNotice("We are closed."));
        manual.fireDueAt("2026-03-25T12:00:00Z");
        RunView march = runs("reviewed-notice").get(0);
        PendingApproval pending = ReviewedNotice.approveUnlessChanged(avow(), march.identity());

        assertThat(pending.approved()).contains(february.identity());
        assertThat(pending.spec())
                .extracting(Difference::after)
                .anySatisfy(after -> assertThat(after.orElseThrow()).contains("We are closed."));
        assertThat(runs("reviewed-notice").get(0).waiting()).contains(Waiting.APPROVAL);
    }

    private RunView run(String job, String task) {
        return runs(job).stream()
                .filter(run -> run.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_words_of_each_file_are_counted_and_gathered() throws IOException {
        Path texts = Files.createDirectory(directory.resolve("texts"));
        Files.writeString(texts.resolve("one.txt"), "a b c");
        Files.writeString(texts.resolve("two.txt"), "a b c d e");
        avow().register(WordCounts.wordCounts(texts));

        manual.fireDueAt("2026-01-06T03:00:00Z");

        assertThat(runs("word-counts").stream().flatMap(run -> run.element().stream()))
                .extracting(Mapped::key)
                .containsExactlyInAnyOrder("one.txt", "two.txt");
        assertThat(output(run("word-counts", "most").identity())).isEqualTo("5\n3\n");
    }

    @Test
    void a_draft_is_published_only_if_it_is_easy_to_read() throws IOException {
        Path draft = Files.writeString(directory.resolve("draft"), "Short.\nAlso short.\n" + "long ".repeat(30) + "\n");
        avow().register(JudgedDraft.judgedDraft(draft));

        JudgedDraft.judge(avow(), "first");
        manual.fireDue();
        assertThat(runs("judged-draft")).extracting(RunView::task).containsExactlyInAnyOrder("judge", "rework", "log");

        Files.writeString(draft, "Short.\nAlso short.\n");
        JudgedDraft.judge(avow(), "second");
        manual.fireDue();
        assertThat(output(run("judged-draft", "publish").identity())).isEqualTo("Short.\nAlso short.\n");
    }

    @Test
    void a_letter_is_forgotten_and_its_run_is_not() throws IOException {
        avow().register(PrivateLetter.privateLetter());
        String letter = "My number is 4711. Please call.";
        Identity identity = PrivateLetter.receive(avow(), "letter-7", letter);
        manual.fireDue();
        assertThat(PrivateLetter.receive(avow(), "letter-7", letter)).isEqualTo(identity);
        assertThat(output(identity)).isEqualTo("My number is 4711.");
        RunDetail before = avow().history().run(identity).orElseThrow();
        assertThat(before.declaration()).contains("hmac-sha256:").doesNotContain("number is 4711");
        assertThat(before.privateValues()).isEqualTo(PrivateCheck.State.HOLDS);

        assertThat(PrivateLetter.forget(avow(), "letter-7")).containsExactly(identity);

        RunDetail after = avow().history().run(identity).orElseThrow();
        assertThat(after.privateValues()).isEqualTo(PrivateCheck.State.ERASED);
        assertThat(after.run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(Identity.of(after.declaration().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(identity);
        assertThat(store.contents()
                        .open(after.attempts().get(0).outputs().get(0).digest().text()))
                .isEmpty();
    }

    /** Stands for a model: answers with the first sentence of the letter that it is sent. */
    private static final class Shortening implements Operator {

        @Override
        public OperatorRef ref() {
            return new OperatorRef("shorten", "1");
        }

        @Override
        public Set<Component> needs() {
            return Set.of(Component.PROMPT);
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            String letter = run.messages().get(1).content().split("\n", 2)[1];
            String first = letter.substring(0, letter.indexOf('.') + 1);
            return OperatorResult.success().output("stdout", "text/plain", first.getBytes(StandardCharsets.UTF_8));
        }
    }
}

package dev.avow.console.report;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import dev.avow.testing.FakeOperator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateReportTest {

    private static final String LETTER = "Mrs Abel, account 4711";
    private static final String ANSWER = "Dear Mrs Abel, no.";

    @TempDir
    private Path directory;

    @Test
    void shows_neither_private_values_nor_contents_of_outputs() throws Exception {
        FakeOperator write = FakeOperator.named("write").gives("answer", ANSWER);
        try (ManualEngine engine = ManualEngine.on(
                Stores.embedded(directory),
                SettableClock.at("2026-01-05T02:59:00Z"),
                OperatorSource.of(List.of(write)))) {
            engine.start();
            engine.avow()
                    .register(job("letters")
                            .param("letter", Param.text().confidential())
                            .task(
                                    "answer",
                                    operator("write")
                                            .user(text("Answer: {{params.letter}}")
                                                    .confidential()))
                            .privateOutputs()
                            .build());
            JsonObject params = JsonObject.builder().put("letter", LETTER).build();
            engine.avow().trigger("letters", params, ManualRequest.by("ann").key("k"));
            engine.fireDue();

            ReportWindow all = new ReportWindow(Optional.empty(), Optional.empty(), 10);
            String html = Report.read(
                            engine.avow().history(),
                            "letters",
                            all,
                            engine.clock().instant())
                    .html();

            assertThat(write.executed()).hasSize(1);
            assertThat(Pages.parse(html).select("tr.run").text()).contains("manual:k", "succeeded", "by ann");
            assertThat(html).doesNotContain("Abel", "account 4711");
        }
    }
}

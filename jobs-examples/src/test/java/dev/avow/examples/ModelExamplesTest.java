package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.operators.chat.ChatOperator;
import dev.avow.operators.chat.ChatProvider;
import dev.avow.operators.classify.ClassifyOperator;
import dev.avow.operators.classify.Label;
import dev.avow.operators.extract.ExtractOperator;
import dev.avow.operators.extract.Extractions;
import dev.avow.operators.judge.JudgeOperator;
import dev.avow.operators.judge.Judgement;
import dev.avow.operators.llama.LlamaServer;
import dev.avow.operators.openai.OpenAi;
import dev.avow.operators.process.ProcessOperator;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example that asks a model, with a real one behind a real endpoint; it babbles, but keeps to its schemas. */
class ModelExamplesTest {

    private static final Model TINY = Model.unpinned("llama", LlamaServer.MODEL);

    private static LlamaServer server;

    @TempDir
    private Path directory;

    private ManualEngine manual;

    @BeforeAll
    static void serve() {
        server = LlamaServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void start() {
        ChatProvider llama = OpenAi.provider("llama");
        manual = ManualEngine.of(
                        Avow.embedded(directory.resolve("store"))
                                .operators(
                                        new ProcessOperator(),
                                        ChatOperator.with(llama),
                                        ClassifyOperator.with(llama),
                                        ExtractOperator.with(llama),
                                        JudgeOperator.with(llama),
                                        new GatherOperator(),
                                        new MeanOperator())
                                .connection(Connection.named("model").setting("base_url", server.baseUrl())),
                        SettableClock.at("2026-01-05T12:00:00Z"))
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
        List<RunView> runs = avow().history().runs(job, 100).items();
        assertThat(runs).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        return runs;
    }

    private List<String> tasks(String job) {
        return runs(job).stream().map(RunView::task).toList();
    }

    private byte[] output(String job, String task, String name) throws IOException {
        return output(
                runs(job).stream()
                        .filter(run -> run.task().equals(task))
                        .findFirst()
                        .orElseThrow()
                        .identity(),
                name);
    }

    private byte[] output(Identity identity, String name) throws IOException {
        AttemptView attempt =
                avow().history().run(identity).orElseThrow().attempts().get(0);
        String digest = attempt.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow()
                .digest()
                .text();
        try (InputStream in = manual.store().contents().open(digest).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_text_is_acted_on_by_its_label() throws IOException {
        avow().register(TextTriage.textTriage(TINY));

        TextTriage.receive(avow(), "text-1", "Where is my parcel?");
        manual.fireDue();

        Label label = ClassifyOperator.LABEL.read(output("text-triage", "triage", "label"));
        String act = Map.of("question", "answer", "complaint", "apologise", "praise", "thank")
                .get(label.label());
        assertThat(tasks("text-triage")).containsExactlyInAnyOrder("triage", act);
    }

    @Test
    void a_summary_is_published_only_if_its_score_is_high_enough() throws IOException {
        Path report = Files.writeString(directory.resolve("report"), "Trade grew. Ships were built.");
        avow().register(NightlySummary.nightlySummary(TINY, report, "0"));
        manual.fireDueAt("2026-01-06T03:00:00Z");
        assertThat(tasks("nightly-summary")).containsExactlyInAnyOrder("summarise", "judge", "publish");
        assertThat(output("nightly-summary", "publish", "stdout"))
                .isEqualTo(output("nightly-summary", "summarise", "answer"));
        Judgement judgement = JudgeOperator.JUDGEMENT.read(output("nightly-summary", "judge", "judgement"));
        assertThat(judgement.passed()).isTrue();

        avow().register(NightlySummary.nightlySummary(TINY, report, "1"));
        manual.fireDueAt("2026-01-07T03:00:00Z");

        String next = judgement.score().equals("1") ? "publish" : "rework";
        assertThat(tasks("nightly-summary").subList(0, 3)).contains("summarise", "judge", next);
    }

    @Test
    void an_order_is_read_from_a_letter() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter"), "Please send two desks, quickly. Ann");
        avow().register(Extraction.extraction(TINY, letter));

        Extraction.read(avow(), "letter-1");
        manual.fireDue();

        Extraction.Order order =
                Extractions.extracted(Extraction.Order.class).read(output("extraction", "read", "record"));
        assertThat(order.speed()).isNotNull();
        assertThat(tasks("extraction")).containsExactlyInAnyOrder("read", "book");
    }

    @Test
    void a_model_is_evaluated_over_a_data_set() throws IOException {
        Path questions = Files.createDirectory(directory.resolve("questions"));
        Files.writeString(questions.resolve("1.txt"), "What is the capital of France?");
        Files.writeString(questions.resolve("2.txt"), "Who was the first President?");
        Files.writeString(questions.resolve("3.txt"), "What do ships carry?");
        avow().register(Evaluation.evaluation(TINY, questions));

        Evaluation.evaluate(avow(), "first");
        manual.fireDue();

        BigDecimal sum = BigDecimal.ZERO;
        for (RunView run : runs("evaluation")) {
            if (run.task().equals("judge")) {
                sum = sum.add(new BigDecimal(JudgeOperator.JUDGEMENT
                        .read(output(run.identity(), "judgement"))
                        .score()));
            }
        }
        Evaluation.Mean mean = Evaluation.MEAN.read(output("evaluation", "mean", "mean"));
        assertThat(mean.judged()).isEqualTo(3);
        assertThat(new BigDecimal(mean.score()))
                .isEqualByComparingTo(sum.divide(BigDecimal.valueOf(3), 4, RoundingMode.HALF_EVEN));
    }
}

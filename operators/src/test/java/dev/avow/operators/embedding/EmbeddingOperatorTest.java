package dev.avow.operators.embedding;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.embedding.Embeddings.embedding;
import static dev.avow.operators.embedding.Embeddings.embeddingOfJsonLines;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.TestRun;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingOperatorTest {

    private static final OperatorCall LINES = embedding(FakeModel.DECLARED, input("text"));

    private final FakeModel model = FakeModel.thatAnswers();

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(model.operator().parameters(LINES.parameters())))
                .isEqualTo(
                        "{\"batch_size\":64,\"format\":\"lines\",\"id\":\"\",\"max_characters\":8192,"
                                + "\"max_segments\":10000,\"progress_every\":1000,\"source\":\"input:text\",\"text\":\"/text\"}");
    }

    @Test
    void embeds_each_line_in_order_and_in_batches() throws Exception {
        TestRun run = aRun(model.operator(), LINES.parameter("batch_size", 2)).input("text", "a\nbb\r\nccc\n");

        OperatorResult result = run.execute();

        Vectors vectors = vectors(result);
        assertThat(vectors.count()).isEqualTo(3);
        assertThat(vectors.row(0)).containsExactly(1, 1);
        assertThat(vectors.row(1)).containsExactly(2, 1);
        assertThat(vectors.row(2)).containsExactly(3, 2);
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"dimension\":2,\"segments\":3}");
    }

    @Test
    void embeds_json_lines_of_an_upstream_task() throws Exception {
        OperatorCall call = embeddingOfJsonLines(FakeModel.DECLARED, upstream("split", "segments"));
        TestRun run = aRun(model.operator(), call)
                .upstream("split", "segments", "\"a\\nb\"\n{\"score\":0.5,\"text\":\"cc\"}");

        Vectors vectors = vectors(run.execute());

        assertThat(vectors.row(0)).containsExactly(3, 1);
        assertThat(vectors.row(1)).containsExactly(2, 1);
    }

    @Test
    void embeds_rows_of_several_sources_and_says_which_vector_is_of_which() throws Exception {
        OperatorCall call = embeddingOfJsonLines(FakeModel.DECLARED, upstream("query", "rows"), input("more"))
                .parameter("text", "/body")
                .parameter("id", "/key");
        TestRun run = aRun(model.operator(), call)
                .upstream("query", "rows", "{\"key\":7,\"body\":\"a\"}\n{\"key\":\"x\",\"body\":\"bbb\"}\n")
                .input("more", "{\"key\":8,\"body\":\"cc\"}");

        OperatorResult result = run.execute();

        assertThat(vectors(result).row(2)).containsExactly(2, 1);
        assertThat(TestRun.text(result, "ids"))
                .isEqualTo("{\"id\":\"7\",\"row\":0}\n{\"id\":\"x\",\"row\":1}\n{\"id\":\"8\",\"row\":2}\n");
    }

    @Test
    void refuses_two_rows_of_one_id() {
        OperatorCall call =
                embeddingOfJsonLines(FakeModel.DECLARED, input("text")).parameter("id", "/key");
        TestRun run = aRun(model.operator(), call)
                .input("text", "{\"key\":7,\"text\":\"a\"}\n{\"key\":\"7\",\"text\":\"b\"}");

        assertThatThrownBy(run::execute)
                .hasMessage("Source 'input:text' has the id of an earlier segment in line 2. Give each an id of its"
                        + " own.");
    }

    @ParameterizedTest
    @MethodSource
    void fails_for_good_on_text_that_it_cannot_embed(OperatorCall call, String text, String message) {
        TestRun run = aRun(model.operator(), call).input("text", text);

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure).hasMessage("Source 'input:text' " + message);
        assertThat(failure.isRetriable()).isFalse();
        assertThat(model.batches).isEmpty();
    }

    static List<Arguments> fails_for_good_on_text_that_it_cannot_embed() {
        OperatorCall jsonl = embeddingOfJsonLines(FakeModel.DECLARED, input("text"));
        String notJson = "is not JSON Lines in line 2. Give a JSON string, or an object with a string at '/text'.";
        return List.of(
                Arguments.of(LINES, "", "has no segment. Give at least one."),
                Arguments.of(LINES, "a\n \nb", "is blank in line 2. Leave blank segments out."),
                Arguments.of(
                        LINES.parameter("max_segments", 1),
                        "a\nb",
                        "has more than 1 segments. Raise max_segments, or give fewer."),
                Arguments.of(
                        LINES.parameter("max_characters", 3),
                        "abc\nabcd",
                        "has 4 characters in line 2, which is above 3. Split it, or raise max_characters."),
                Arguments.of(jsonl, "\"a\"\nb", notJson),
                Arguments.of(jsonl, "\"a\"\n{\"texts\":\"b\"}", notJson),
                Arguments.of(jsonl, "\"a\"\n{\"text\":1}", notJson),
                Arguments.of(jsonl, "\"a\"\n\"b\" \"c\"", notJson),
                Arguments.of(jsonl, "\"a\"\n{\"text\":\"b\",\"text\":\"c\"}", notJson));
    }

    @Test
    void fails_for_good_on_bytes_that_are_not_utf8() {
        TestRun run = aRun(model.operator(), LINES).input("text", new byte[] {'a', (byte) 0xff});

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure).hasMessage("Source 'input:text' is not UTF-8. Give it as UTF-8 text.");
        assertThat(failure.isRetriable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void says_whether_another_attempt_may_help_when_the_model_fails(
            Function<List<Embedding>, List<Embedding>> answer, boolean retriable, String message) {
        TestRun run = aRun(new FakeModel(answer).operator(), LINES).input("text", "a\nb");

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure).hasMessage(message);
        assertThat(failure.isRetriable()).isEqualTo(retriable);
    }

    static List<Arguments> says_whether_another_attempt_may_help_when_the_model_fails() {
        return List.of(
                failing(
                        all -> {
                            throw new RateLimitException("slow down");
                        },
                        true,
                        "The model failed on 2 segments: slow down"),
                failing(
                        all -> {
                            throw new InvalidRequestException("too long");
                        },
                        false,
                        "The model refused 2 segments: too long"),
                failing(
                        all -> all.subList(0, 1),
                        true,
                        "The model gave 1 vectors for 2 segments. Try again, or use another model."),
                failing(
                        all -> List.of(all.get(0), Embedding.from(new float[] {1})),
                        true,
                        "The model's answer is not usable: Vector 1 has dimension 1, the first has 2. Give vectors of"
                                + " one dimension."));
    }

    private static Arguments failing(
            Function<List<Embedding>, List<Embedding>> answer, boolean retriable, String message) {
        return Arguments.of(answer, retriable, message);
    }

    @Test
    void stops_between_two_batches_when_it_is_interrupted() {
        FakeModel interrupting = new FakeModel(all -> {
            Thread.currentThread().interrupt();
            return all;
        });
        TestRun run =
                aRun(interrupting.operator(), LINES.parameter("batch_size", 1)).input("text", "a\nb\nc");

        assertThatThrownBy(run::execute)
                .isInstanceOf(InterruptedException.class)
                .hasMessage("Interrupted after 1 of 3 segments.");
        assertThat(interrupting.batches).containsExactly(1);
    }

    @Test
    void objects_to_a_model_that_is_another_one_here() {
        Digest declared = Digest.of(new byte[] {1});
        Digest found = Digest.of(new byte[] {2});
        EmbeddingOperator operator =
                EmbeddingOperator.with(HostedModel.of(Model.ofDigest("tests", "lengths", found), () -> model));
        OperatorCall call = embedding(Model.ofDigest("tests", "lengths", declared), input("text"));

        TestRun run = aRun(operator, call).input("text", "a");

        String objection = "Embedding model 'lengths' is another one here. Restore the declared weights, or declare the"
                + " run again.\n  declared: " + declared + "\n  found:    " + found;
        assertThat(run.objection()).contains(objection);
        assertThatThrownBy(run::execute).hasMessage(objection);
    }

    @Test
    void objects_to_a_model_that_is_not_here() {
        TestRun run = aRun(model.operator(), embedding(Model.unpinned("tests", "other"), input("text")))
                .input("text", "a");

        assertThat(run.objection())
                .contains("Embedding model 'other' of provider 'tests' is not on this node. Give it to"
                        + " EmbeddingOperator.with(...).");
    }

    @Test
    void objects_to_a_source_that_is_not_declared() {
        assertThat(aRun(model.operator(), LINES).objection())
                .contains("Source 'input:text' is not declared. Add it to the task with input(...), and declare the run"
                        + " again.");
    }

    private static Vectors vectors(OperatorResult result) {
        return Vectors.ofNpy(TestRun.output(result, "embeddings"));
    }

    @Test
    void ends_as_interrupted_when_a_call_was() {
        Model model = Model.unpinned("remote", "m");
        EmbeddingModel interrupted = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                throw new IllegalStateException("Interrupted.", new InterruptedException());
            }
        };

        assertThatThrownBy(() -> aRun(
                                EmbeddingOperator.with(HostedModel.of(model, () -> interrupted)),
                                Embeddings.embedding(model, input("text")))
                        .input("text", "one")
                        .execute())
                .isInstanceOf(InterruptedException.class);
    }
}

package dev.avow.operators.embedding;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.embedding.Embeddings.embeddingOfFiles;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contents each of which is one segment as a whole. */
class EmbeddingFilesTest {

    private static final OperatorCall CALL = embeddingOfFiles(FakeModel.DECLARED, input("a"), input("b"));

    private final FakeModel model = FakeModel.thatAnswers();

    @Test
    void embeds_each_content_as_it_stands_and_calls_it_by_its_source() throws Exception {
        OperatorCall call = embeddingOfFiles(FakeModel.DECLARED, input("a"), upstream("draft", "text"));
        TestRun run =
                aRun(model.operator(), call).input("a", "one\r\n\ntwo\n").upstream("draft", "text", "{\"text\":\"x\"}");

        OperatorResult result = run.execute();

        Vectors vectors = Vectors.ofNpy(TestRun.output(result, "embeddings"));
        assertThat(vectors.count()).isEqualTo(2);
        assertThat(vectors.row(0)).containsExactly(10, 1);
        assertThat(vectors.row(1)).containsExactly(12, 1);
        assertThat(TestRun.text(result, "ids"))
                .isEqualTo("{\"id\":\"input:a\",\"row\":0}\n{\"id\":\"upstream:draft/text\",\"row\":1}\n");
    }

    @ParameterizedTest
    @MethodSource
    void fails_for_good_on_contents_that_are_no_segments(OperatorCall call, String second, String message) {
        TestRun run = aRun(model.operator(), call).input("a", "one").input("b", second);

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure).hasMessage(message);
        assertThat(failure.isRetriable()).isFalse();
        assertThat(model.batches).isEmpty();
    }

    static List<Arguments> fails_for_good_on_contents_that_are_no_segments() {
        String blank = "Source 'input:b' is blank as a whole. Leave blank segments out.";
        return List.of(
                Arguments.of(CALL, "", blank),
                Arguments.of(CALL, " \n\n", blank),
                Arguments.of(
                        CALL.parameter("max_characters", 3),
                        "a\nbc",
                        "Source 'input:b' has 4 characters as a whole, which is above 3. Split it, or raise"
                                + " max_characters."),
                Arguments.of(
                        CALL.parameter("max_segments", 1),
                        "two",
                        "Source 'input:a, input:b' has more than 1 segments. Raise max_segments, or give fewer."));
    }
}

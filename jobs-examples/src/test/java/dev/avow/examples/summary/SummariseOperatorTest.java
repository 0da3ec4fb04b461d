package dev.avow.examples.summary;

import static dev.avow.operators.Source.upstream;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.embedding.Vectors;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariseOperatorTest extends OperatorContract {

    private static final SummariseOperator OPERATOR = new SummariseOperator();
    private static final Vectors VECTORS = Vectors.of(
            List.of(new float[] {1, 0}, new float[] {1, 0.1f}, new float[] {0.5f, 1}, new float[] {1, -0.1f}));
    private static final String SENTENCES = "One a.\nOne b.\nTwo.\nThree.\n";

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(call(2));
    }

    @Test
    void picks_what_is_near_to_the_whole_and_not_alike_in_the_order_of_the_text() throws Exception {
        OperatorResult result = aRun(call(2).parameter("diversity", "0.5")).execute();

        assertThat(text(result, "summary")).isEqualTo("One b.\nTwo.\n");
        assertThat(text(result, "picks"))
                .isEqualTo("[{\"position\":1,\"similarity\":\"0.9880\"},{\"position\":2,\"similarity\":\"0.6580\"}]");
    }

    @Test
    void picks_all_if_there_are_no_more() throws Exception {
        assertThat(text(aRun(call(9)).execute(), "summary")).isEqualTo(SENTENCES);
    }

    @Test
    void passes_sentences_over_that_have_too_few_or_too_many_words() throws Exception {
        TestRun run = aRun(call(2).parameter("min_words", 2).parameter("max_words", 2));

        assertThat(text(run.execute(), "summary")).isEqualTo("One a.\nOne b.\n");
    }

    @Test
    void fails_if_the_vectors_are_of_other_sentences() {
        TestRun run = TestRun.aRun(OPERATOR, call(2))
                .upstream("split", "sentences", "One.\n")
                .upstream("embed", "embeddings", VECTORS.toNpy());

        assertThatThrownBy(run::execute)
                .hasMessage("There are 1 sentences and 4 vectors. Give the vectors of these sentences.");
    }

    private static OperatorCall call(int count) {
        return Summaries.summary(upstream("split", "sentences"), upstream("embed", "embeddings"), count);
    }

    private static TestRun aRun(OperatorCall call) {
        return TestRun.aRun(OPERATOR, call)
                .upstream("split", "sentences", SENTENCES)
                .upstream("embed", "embeddings", VECTORS.toNpy());
    }
}

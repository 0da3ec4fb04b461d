package dev.avow.operators.embedding;

import static dev.avow.operators.Source.input;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.operator.Operator;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import org.junit.jupiter.api.Test;

/** The embedding operator with a real model. */
class MiniLmTest extends OperatorContract {

    private static final EmbeddingOperator OPERATOR = EmbeddingOperator.with(MiniLm.model());

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(OPERATOR, Embeddings.embedding(MiniLm.declared(), input("text")))
                .input("text", "The treaty was signed.\nBoth nations agreed.\nWheat grows in the valley.\n");
    }

    @Test
    void has_the_declared_weights_on_the_class_path() {
        assertThat(MiniLm.model().model()).isEqualTo(MiniLm.declared());
    }

    @Test
    void puts_sentences_of_like_meaning_near_each_other() throws Exception {
        Vectors vectors = Vectors.ofNpy(TestRun.output(aGoodRun().execute(), "embeddings"));

        assertThat(vectors.dimension()).isEqualTo(384);
        assertThat(dot(vectors.row(0), vectors.row(1))).isGreaterThan(dot(vectors.row(0), vectors.row(2)));
        assertThat(dot(vectors.row(0), vectors.row(0))).isBetween(0.999, 1.001);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}

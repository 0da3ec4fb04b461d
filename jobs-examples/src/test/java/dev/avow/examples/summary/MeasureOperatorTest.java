package dev.avow.examples.summary;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.embedding.Vectors;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureOperatorTest extends OperatorContract {

    private static final MeasureOperator OPERATOR = new MeasureOperator();
    private static final Vectors VECTORS =
            Vectors.of(List.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 0}));

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun("[{\"position\":1},{\"position\":2}]");
    }

    @Test
    void measures_with_decimals_as_strings() throws Exception {
        assertThat(TestRun.text(aGoodRun().execute(), "measures"))
                .isEqualTo("{\"compression\":\"0.5000\",\"coverage\":\"0.5000\",\"lead_similarity\":\"0.9487\","
                        + "\"of_sentences\":3,\"redundancy\":\"0.0000\",\"sentences\":2,\"similarity\":\"0.9487\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[;The picks are not JSON. Give the output of a summary.",
                "[];There are no picks. Give the output of a summary.",
                "[{\"position\":3}];A pick is not a position of one of 3 sentences. Give the output of a summary of"
                        + " these sentences."
            })
    void fails_for_good_on_picks_that_are_none(String picks, String message) {
        OperatorException failure =
                catchThrowableOfType(OperatorException.class, () -> aRun(picks).execute());

        assertThat(failure).hasMessage(message);
        assertThat(failure.isRetriable()).isFalse();
    }

    private static TestRun aRun(String picks) {
        return TestRun.aRun(OPERATOR, Summaries.measures(input("address"), upstream("embed", "embeddings"), "sum"))
                .input("address", "Peace and WHEAT grow with peace.")
                .upstream("embed", "embeddings", VECTORS.toNpy())
                .upstream("sum", "summary", "Peace, or peace?")
                .upstream("sum", "picks", picks);
    }
}

package dev.avow.examples.summary;

import static dev.avow.operators.Source.input;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.Operator;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import org.junit.jupiter.api.Test;

class SentenceOperatorTest extends OperatorContract {

    private static final SentenceOperator OPERATOR = new SentenceOperator();

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(OPERATOR, Summaries.sentences(input("address")))
                .input("address", "The Union is strong. Mr. Speaker,\nwe thank you!  Shall we go on?");
    }

    @Test
    void gives_one_sentence_a_line() throws Exception {
        assertThat(TestRun.text(aGoodRun().execute(), "sentences"))
                .isEqualTo("The Union is strong.\nMr. Speaker, we thank you!\nShall we go on?\n");
    }

    @Test
    void fails_on_a_text_without_a_sentence() {
        TestRun run = aRun(OPERATOR, Summaries.sentences(input("address"))).input("address", " \n");

        assertThatThrownBy(run::execute).hasMessage("The text has no sentence. Give one that has.");
    }

    @Test
    void objects_to_a_sentence_model_that_is_not_the_declared_one() {
        Digest declared = Digest.of(new byte[] {1});
        OperatorCall call = OperatorCall.operator("sentences")
                .parameter("source", "input:address")
                .dependsOn("opennlp-en-ud-ewt-sentence", declared);

        assertThat(aRun(OPERATOR, call).input("address", "One.").objection())
                .contains("The sentence model is not the declared one. Restore it, or declare the run again."
                        + "\n  declared: " + declared + "\n  found:    " + SentenceFile.DECLARED);
    }
}

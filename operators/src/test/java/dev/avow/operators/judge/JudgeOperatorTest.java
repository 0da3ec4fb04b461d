package dev.avow.operators.judge;

import static dev.avow.operators.judge.Judgements.failingBelow;
import static dev.avow.operators.judge.Judgements.judge;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.declaration.Decimals;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.llama.LlamaServer;
import dev.avow.operators.openai.OpenAi;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeOperatorTest extends OperatorContract {

    private static final Model TINY = Model.unpinned("llama", LlamaServer.MODEL);

    private static LlamaServer server;

    private final JudgeOperator operator = JudgeOperator.with(OpenAi.provider("llama"));

    @BeforeAll
    static void start() {
        server = LlamaServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Operator operator() {
        return operator;
    }

    @Override
    protected TestRun aGoodRun() {
        return run(call("0.7"));
    }

    private static OperatorCall call(String threshold) {
        return judge(TINY, "A short text.", "Is it short?", threshold)
                .parameter("seed", 5)
                .connection("llama");
    }

    private TestRun run(OperatorCall call) {
        return aRun(operator, call).connection("llama", Map.of("base_url", server.baseUrl()));
    }

    private static Judgement judgement(OperatorResult result) {
        return JudgeOperator.JUDGEMENT.read(TestRun.output(result, "judgement"));
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(
                        operator.parameters(judge(TINY, "x", "y", "0.7").parameters())))
                .isEqualTo("{\"below\":\"pass\",\"max_score\":\"1\",\"min_score\":\"0\",\"step\":\"0.1\","
                        + "\"threshold\":\"0.7\"}");
    }

    @Test
    void passes_a_score_that_is_not_below_the_threshold() throws Exception {
        Judgement judgement = judgement(aGoodRun().execute());

        assertThat(Decimals.isPlain(judgement.score())).isTrue();
        assertThat(new BigDecimal(judgement.score())).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        assertThat(judgement(run(call(judgement.score())).execute()).passed()).isTrue();
        assertThat(judgement(run(call("0")).execute()).passed()).isTrue();
    }

    @Test
    void passes_on_or_fails_for_good_below_the_threshold() throws Exception {
        OperatorCall outOfReach = call("100").decimal("max_score", 100).decimal("step", 1);
        OperatorResult passedOn = run(outOfReach).execute();
        Judgement judgement = judgement(passedOn);

        OperatorResult failed = run(failingBelow(outOfReach)).execute();

        assertThat(judgement.score()).isNotEqualTo("100");
        assertThat(judgement.passed()).isFalse();
        assertThat(passedOn.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(failed.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(failed.message().replaceAll("sha256:[0-9a-f]{64}", "IDENTITY"))
                .isEqualTo("The score " + judgement.score()
                        + " is below the threshold 100. Read the output 'judgement' of this attempt:"
                        + " 'avow output IDENTITY judgement --attempt 1'.");
        assertThat(judgement(failed)).isEqualTo(judgement);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0.3", "1, 1, 1", "2, 1, 0.1", "0, 100, 0.5"})
    void refuses_a_scale_that_its_steps_do_not_make(String min, String max, String step) {
        OperatorCall call =
                call("1").decimal("min_score", min).decimal("max_score", max).decimal("step", step);

        assertThatThrownBy(() -> operator.parameters(call.parameters()))
                .hasMessage("Parameter 'step' of operator 'judge' does not lead from min_score to max_score in 1 to 100"
                        + " steps. Change one.");
    }
}

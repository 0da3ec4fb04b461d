package dev.avow.engine.run;

import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an operator may not defer with: the attempt fails for good, and says why. */
class DeferralRefusalTest extends DeferralContract {

    private String failedWith(OperatorResult result) {
        summarise.does(run -> result);
        trigger(task().retry(retries(3)));
        manual.fireDue();
        assertThat(run().state()).isEqualTo(RunState.FAILED);
        return run().detail();
    }

    @Test
    void a_state_that_is_too_big() {
        JsonObject state = JsonObject.builder().put("s", "x".repeat(16_384)).build();

        String detail = failedWith(OperatorResult.defer(clock.instant(), state));

        assertThat(detail)
                .isEqualTo(
                        "Operator deferred with a state of 16392 bytes. Keep at most 16384, such as the id of what is"
                                + " waited for.");
    }

    @Test
    void outputs_and_notes() {
        OperatorResult deferred = OperatorResult.defer(clock.instant(), state(1));

        String detail = failedWith(deferred.output("a", "text/plain", new byte[0])
                .output("b", "text/plain", new byte[0])
                .note("n", CanonicalJson.parseObject("{}".getBytes(StandardCharsets.UTF_8))));

        assertThat(detail)
                .isEqualTo("Operator deferred and gave 2 outputs and 1 notes. Give them at the end, and keep in the"
                        + " state what is needed for that.");
    }

    @Test
    void a_moment_that_is_too_far_away() {
        String detail = failedWith(
                OperatorResult.defer(clock.instant().plus(Duration.ofDays(3660)).plusNanos(1), state(1)));

        assertThat(detail)
                .isEqualTo("Operator deferred until 2036-01-13T02:59:00.000000001Z, more than 3660 days from now."
                        + " Defer to an earlier moment, and again from there.");
    }

    @Test
    void the_farthest_and_the_earliest_moments_are_taken() {
        summarise.does(run -> {
            states.add("call");
            return OperatorResult.defer(
                    states.size() == 1 ? Instant.MIN : run.now().plus(Duration.ofDays(3660)), state(1));
        });
        trigger(task());

        manual.fireDue();

        assertThat(states).hasSize(2);
        assertThat(run().until()).contains(Instant.parse("2036-01-13T02:59:00Z"));
    }
}

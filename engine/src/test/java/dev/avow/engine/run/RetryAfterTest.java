package dev.avow.engine.run;

import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure may have the next attempt wait for longer than the policy says. */
class RetryAfterTest extends DeferralContract {

    @Test
    void waits_as_long_as_a_failure_says_but_no_less_than_the_policy_and_no_more_than_a_day() {
        List<Duration> asked = List.of(Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofDays(9));
        summarise.does(run -> {
            if (run.attempt() > asked.size()) {
                return OperatorResult.success();
            }
            throw OperatorException.retriableAfter(asked.get(run.attempt() - 1), "busy", null);
        });
        Identity identity = trigger(task().retry(retries(3).backoff(Duration.ofSeconds(10))));

        List<Integer> calls = new ArrayList<>();
        manual.fireDue();
        for (String step : List.of("PT299S", "PT1S", "PT19S", "PT1S", "PT23H59M59S", "PT1S")) {
            manual.fireDueAfter(Duration.parse(step));
            calls.add(summarise.executed().size());
        }

        assertThat(calls).containsExactly(1, 2, 2, 3, 3, 4);
        assertThat(detail(identity).events().stream()
                        .filter(event -> event.body().contains("\"retryAfter\":\"PT5M\"")))
                .hasSize(1);
    }
}

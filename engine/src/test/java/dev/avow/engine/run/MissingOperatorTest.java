package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A node whose operators come and go, as if its triggers fired on others. */
class MissingOperatorTest extends EngineContract {

    private final AtomicBoolean there = new AtomicBoolean();

    private Identity denied() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        manual = ManualEngine.on(new Unclosed(store), clock, new Sometimes())
                .takingOver()
                .start();
        manual.fireDue();
        return identity;
    }

    /** Returns whether a check-in now, with the operator there, lets the run try again; it is denied again if so. */
    private boolean triesAgainAfter(Duration time) {
        clock.advance(time);
        there.set(true);
        manual.checkIn();
        there.set(false);
        return manual.fireDue() == 1;
    }

    @Test
    void says_when_the_run_is_tried_again() {
        denied();

        RunView run = run("ad-hoc", "summarise");

        assertThat(run.waiting()).isEqualTo(waiting(Waiting.NO_OPERATOR));
        assertThat(run.detail())
                .isEqualTo("Run denied, NO_OPERATOR: job 'ad-hoc', task 'summarise', occasion 'manual:request-1',"
                        + " this node has no operator 'summarise'. Register it."
                        + " It is tried again from 2026-01-05T02:59:01Z on, at a check-in of a node that has it.");
    }

    @Test
    void executes_the_run_at_a_check_in_when_its_operator_has_come() {
        denied();
        clock.advance(Duration.ofSeconds(1));
        there.set(true);

        manual.checkIn();
        manual.fireDue();

        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void admits_nothing_on_a_node_without_the_operator() {
        Identity identity = denied();
        clock.advance(Duration.ofDays(1));

        manual.checkIn();

        assertThat(manual.fireDue()).isZero();
        assertThat(events(identity)).containsExactly("DECLARED", "DENIED");
    }

    @Test
    void tries_ever_more_seldom_and_at_last_each_minute() {
        denied();
        List<Long> waits = new ArrayList<>();

        for (int tries = 0; tries < 8; tries++) {
            long seconds = 1;
            while (!triesAgainAfter(Duration.ofSeconds(1))) {
                seconds++;
            }
            waits.add(seconds);
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void begins_anew_with_the_next_attempt() {
        Identity identity = denied();
        triesAgainAfter(Duration.ofSeconds(1));
        triesAgainAfter(Duration.ofSeconds(2));
        there.set(true);
        avow().release(identity);
        manual.fireDue();
        there.set(false);
        avow().rerun(identity);
        manual.fireDue();

        assertThat(triesAgainAfter(Duration.ofSeconds(1))).isTrue();
    }

    /** Has its operator sometimes. */
    private final class Sometimes implements OperatorSource {

        @Override
        public <T> Optional<T> use(String name, Function<Operator, T> work) {
            return there.get() ? OperatorSource.of(List.of(summarise)).use(name, work) : Optional.empty();
        }
    }
}

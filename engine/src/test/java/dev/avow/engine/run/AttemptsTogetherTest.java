package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.run.FaultyDatabase.Point;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.run.Triggers.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that come while another one claims share the next commit, and each run is executed once whatever happens to it. */
class AttemptsTogetherTest extends SlotBatchContract {

    private static final int RUNS = 6;
    private static final String CLAIM = "insert into attempt";

    private final ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    private final List<Point> claims = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Boolean> claiming = ThreadLocal.withInitial(() -> false);
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private List<Identity> runs = List.of();

    @BeforeEach
    void trigger() {
        Job job = job("ad-hoc").task("summarise", operator("summarise")).build();
        manual.avow().register(job);
        List<Identity> triggered = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            triggered.add(manual.avow()
                    .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                    .get("summarise"));
        }
        runs = triggered;
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Executes all runs at once, the first of which holds its claim's commit until all others wait; then breaks. */
    private void execute(Predicate<Point> breaks) throws Exception {
        faulty.breaks(point -> {
            if (point.sql().startsWith(CLAIM)) {
                claims.add(point);
                claiming.set(true);
            }
            if (point.where() == Where.BEFORE_COMMIT && claiming.get() && first.getAndSet(false)) {
                while (manual.core().claims().waiting() < RUNS - 1) {
                    Thread.onSpinWait();
                }
                claiming.set(false);
                return false;
            }
            return !first.get() && claiming.get() && breaks.test(point);
        });
        List<Future<?>> executed = new ArrayList<>();
        for (Identity run : runs) {
            executed.add(threads.submit(() -> execute(run)));
        }
        for (Future<?> one : executed) {
            one.get();
        }
        faulty.heals();
    }

    private void execute(Identity run) {
        try {
            manual.execution().run(new Order(run, 1));
        } catch (IllegalStateException e) {
            failures.add(e.getMessage());
        }
    }

    private void assertAllSucceeded() {
        assertThat(manual.avow().history().runs("ad-hoc", 100).items())
                .hasSize(RUNS)
                .extracting(RunView::state)
                .containsOnly(RunState.SUCCEEDED);
        assertThat(summarise.executed()).extracting(DeclaredRun::identity).containsExactlyInAnyOrderElementsOf(runs);
    }

    @Test
    void threads_that_come_during_a_claim_share_the_next_one() throws Exception {
        execute(point -> false);

        assertThat(claims).hasSize(2);
        assertThat(failures).isEmpty();
        assertAllSucceeded();
    }

    @Test
    void a_shared_claim_that_the_database_refuses_is_made_one_by_one() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);

        execute(point -> point.sql().startsWith(CLAIM) && once.getAndSet(false));

        assertThat(claims).hasSize(RUNS + 1);
        assertThat(failures).isEmpty();
        assertAllSucceeded();
    }

    @Test
    void runs_of_a_shared_claim_that_may_be_lost_are_not_executed_until_they_are_claimed_again() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);

        execute(point -> point.where() == Where.AFTER_COMMIT && once.getAndSet(false));

        assertThat(claims).hasSize(2);
        assertThat(failures).hasSize(RUNS - 1);
        assertThat(summarise.executed()).hasSize(1);
        manual.checkIn();
        manual.executeDue();
        assertAllSucceeded();
    }

    @Test
    void runs_of_a_shared_claim_that_was_rolled_back_are_executed_too() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);

        execute(point -> point.where() == Where.BEFORE_COMMIT && once.getAndSet(false));

        assertThat(failures).hasSize(RUNS - 1);
        assertThat(summarise.executed()).hasSize(1);
        manual.checkIn();
        manual.executeDue();
        assertAllSucceeded();
    }

    @Test
    void outcomes_that_come_during_a_commit_share_the_next_one() throws Exception {
        List<Outcome> outcomes = new ClaimsGroup(manual.core())
                .claim(runs.stream().map(run -> new Order(run, 1)).toList()).stream()
                        .map(claim -> claim.orElseThrow().get().orElseThrow().claim())
                        .map(Succeeded::of)
                        .toList();
        OutcomeQueue queue = new OutcomeQueue(manual.core(), () -> {});
        List<Point> ends = new CopyOnWriteArrayList<>();
        faulty.breaks(point -> {
            if (point.sql().startsWith("update attempt set state")) {
                ends.add(point);
                while (first.get() && queue.waiting() < RUNS - 1) {
                    Thread.onSpinWait();
                }
                first.set(false);
            }
            return false;
        });

        List<Future<Boolean>> recorded = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            recorded.add(threads.submit(() -> queue.record(outcome, Optional.empty(), true)));
        }

        for (Future<Boolean> one : recorded) {
            assertThat(one.get()).isTrue();
        }
        assertThat(ends).hasSize(2);
        assertThat(manual.avow().history().runs("ad-hoc", 100).items())
                .hasSize(RUNS)
                .extracting(RunView::state)
                .containsOnly(RunState.SUCCEEDED);
    }
}

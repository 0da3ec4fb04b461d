package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Triggers.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Claims and ends of runs that need the same seats, at the same moment. */
class SeatRaceTest extends EngineContract {

    private static final int THREADS = 4;
    private static final int ROUNDS = 5;

    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private OperatorResult count() {
        most.accumulateAndGet(active.incrementAndGet(), Math::max);
        active.decrementAndGet();
        return OperatorResult.success();
    }

    private List<Order> triggered(int round) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String name = i % 2 == 0 ? "one" : "two";
            Identity identity = avow().trigger(
                            name, JsonObject.empty(), ManualRequest.by("ann").key(round + "-" + i))
                    .get("summarise");
            orders.add(new Order(identity, 1));
        }
        return orders;
    }

    @Test
    void never_more_run_than_may_and_none_waits_for_ever() throws Exception {
        summarise.does(run -> count());
        avow().pool("gpu", 2);
        for (String name : List.of("one", "two")) {
            avow().register(job(name)
                    .maxActiveRuns(1)
                    .task("summarise", operator("summarise"))
                    .pool("gpu")
                    .build());
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int round = 0; round < ROUNDS; round++) {
            CyclicBarrier barrier = new CyclicBarrier(THREADS);
            List<Callable<Boolean>> claims = new ArrayList<>();
            for (Order order : triggered(round)) {
                claims.add(() -> {
                    barrier.await();
                    manual.execution().run(order);
                    return true;
                });
            }
            for (Future<Boolean> claim : threads.invokeAll(claims)) {
                claim.get();
            }
            manual.fireDue();
        }
        threads.shutdown();

        assertThat(most.get()).isBetween(1, 2);
        for (String name : List.of("one", "two")) {
            assertThat(runs(name))
                    .hasSize(ROUNDS * THREADS / 2)
                    .extracting(RunView::state)
                    .containsOnly(RunState.SUCCEEDED);
        }
    }
}

package dev.avow.engine.run;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.ScheduleKey;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.history.EventView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Triggers.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What two nodes share, and what keeps them apart. */
class ClusterTest extends TwoNodes {

    @Test
    void two_nodes_tell_once_of_a_deadline() {
        Job job = job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .deadline(Duration.ofHours(1))
                .build();
        one.avow().register(job);
        two.avow().register(job);
        bothAt("2026-01-05T03:00:00Z");
        one.declareDue();
        bothAt("2026-01-05T04:00:00Z");

        two.checkIn();
        one.checkIn();

        assertThat(detail().events()).extracting(EventView::kind).containsExactly("DECLARED", "DEADLINE_MISSED");
    }

    @Test
    void a_slot_is_declared_once_though_clocks_differ() {
        register();

        otherClock.set("2026-01-05T03:00:01Z");
        clock.set("2026-01-05T02:59:56Z");
        two.declareDue();
        one.declareDue();
        bothAt("2026-01-05T03:00:00Z");
        one.declareDue();
        one.fireDue();
        two.fireDue();

        assertThat(runs()).hasSize(1);
        assertThat(attempts()).containsExactly(AttemptState.SUCCEEDED);
        assertThat(summarise.executed().size() + elsewhere.executed().size()).isEqualTo(1);
    }

    @Test
    void one_node_builds_while_the_others_wait_for_it() {
        register();
        bothAt("2026-01-05T03:00:00Z");
        BoundJob job = one.core().registry().get("nightly");

        assertThat(one.core().leases().take(new ScheduleKey("nightly", "default")))
                .isTrue();
        assertThat(new SlotStep(two.core()).decideAlone(job, "default")).isEmpty();
        assertThat(runs()).isEmpty();

        one.core().leases().release(new ScheduleKey("nightly", "default"));
        assertThat(new SlotStep(two.core()).decideAlone(job, "default")).isPresent();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void threads_take_and_release_leases_at_once() throws Exception {
        List<ScheduleKey> keys = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            ScheduleKey key = new ScheduleKey("job" + number, "default");
            one.core()
                    .store()
                    .writeOnly(session -> session.slots().insertCursor(new CursorRow(key.job(), key.schedule(), NOON)));
            keys.add(key);
        }
        List<ScheduleKey> odd =
                keys.stream().filter(key -> keys.indexOf(key) % 2 == 1).toList();
        odd.forEach(key -> assertThat(two.core().leases().take(key)).isTrue());

        assertThat(atOnce(keys, one.core().leases()::take))
                .containsExactly(true, false, true, false, true, false, true, false);
        atOnce(keys, key -> {
            one.core().leases().release(key);
            return true;
        });

        assertThat(atOnce(keys, two.core().leases()::take)).doesNotContain(false);
    }

    private static List<Boolean> atOnce(List<ScheduleKey> keys, Function<ScheduleKey, Boolean> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(keys.size());
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            keys.forEach(key -> all.add(threads.submit(() -> work.apply(key))));
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> one : all) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_live_attempt_of_another_node_is_left_alone() {
        register();

        whileOneExecutes(() -> {
            for (int i = 0; i < 20; i++) {
                one.checkIn();
                checkInsWithoutOne(1);
            }
        });

        assertThat(attempts()).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void either_node_executes_what_the_other_declared() {
        register();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));

        two.fireDueAt("2026-01-05T02:59:06Z");

        assertThat(elsewhere.executed()).hasSize(1);
        assertThat(one.executeDue()).isZero();
    }

    @Test
    void two_nodes_at_one_attempt_execute_it_once() throws Exception {
        register();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 20; i++) {
            Identity identity = one.avow()
                    .trigger(
                            "nightly",
                            JsonObject.empty(),
                            ManualRequest.by("ann").key("k" + i))
                    .get("summarise");
            Order order = new Order(identity, 1);
            one.core().door().pass(passage -> {
                passage.withdraw(identity, 1);
                return true;
            });
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<?>> both = new ArrayList<>();
            for (ManualEngine node : List.of(one, two)) {
                both.add(threads.submit(() -> {
                    together.await();
                    node.execution().run(order);
                    return true;
                }));
            }
            for (Future<?> each : both) {
                each.get();
            }
        }
        threads.shutdown();

        assertThat(summarise.executed().size() + elsewhere.executed().size()).isEqualTo(20);
    }

    @Test
    void a_definition_that_differs_is_reported_once_by_spec() {
        one.avow().register(nightly(retries(2).backoff(Duration.ZERO)));
        two.avow()
                .register(job("nightly")
                        .schedule(cron("0 0 3 * * ?"))
                        .task("summarise", operator("summarise").parameter("sentences", 7))
                        .build());

        one.checkIn();
        one.checkIn();

        List<StoredEvent> events = store.read(session -> session.events().ofJob("nightly", 0, 100));
        List<String> reports = events.stream()
                .filter(stored -> stored.event().kind().equals("REGISTERED_DIFFERENTLY"))
                .map(stored -> new String(stored.event().body().toArray(), StandardCharsets.UTF_8))
                .toList();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0))
                .contains(
                        "\"node\":\"" + one.core().node(),
                        "\"otherNode\":\"" + two.core().node(),
                        "\"specs\":{\"summarise\":\"sha256:");
    }

    @Test
    void the_definitions_of_a_node_that_is_gone_are_forgotten() {
        register();

        checkInsWithoutOne(7);

        assertThat(store.<Integer>read(session -> session.registrations().list().size()))
                .isEqualTo(1);
    }

    @Test
    void a_node_that_checks_in_more_seldom_is_refused_as_long_as_others_live() {
        ManualEngine seldom = ManualEngine.of(
                new AvowBuilder(() -> new Unclosed(store))
                        .operators(summarise)
                        .clustered("three")
                        .checkIn(CHECK_IN.multipliedBy(10)),
                clock);
        AtomicInteger pauses = new AtomicInteger();
        seldom.takingOver().onPause(() -> {
            if (pauses.incrementAndGet() == 20) { // why: its pauses are as long as its own patience
                one.checkIn();
            }
        });

        assertThatThrownBy(seldom::start)
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith(", check-in PT2S. Close that engine, or open another store. To join a cluster,"
                        + " check in as often as it does; here it is PT20S.");
        seldom.close();
    }

    @Test
    void an_engine_that_is_not_clustered_is_refused_beside_nodes_that_live() {
        ManualEngine alone = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(summarise)));
        alone.takingOver().onPause(one::checkIn);

        assertThatThrownBy(alone::start)
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Store is owned by another engine: node 'cluster of one', process ");
    }

    @Test
    void nodes_are_refused_beside_an_engine_that_is_not_clustered() {
        one.close();
        two.close();
        ManualEngine alone = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(summarise)))
                .takingOver()
                .start();

        ManualEngine node = ManualEngine.of(
                new AvowBuilder(() -> new Unclosed(store)).operators(summarise).clustered("three"), clock);
        node.takingOver().onPause(alone::checkIn);

        assertThatThrownBy(node::start)
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Store is owned by another engine: node 'local', process ");
        alone.close();
    }

    @Test
    void h2_cannot_be_clustered() {
        assertThatThrownBy(() -> Avow.embedded(directory.resolve("h2"))
                        .operators(summarise)
                        .clustered("one")
                        .build())
                .isInstanceOf(EngineException.class)
                .hasMessage("Store in H2 cannot be clustered. Use PostgreSQL, or leave clustered(...) out.");
    }

    @Test
    void a_node_needs_a_name_that_a_claim_can_hold() {
        assertThatThrownBy(() -> Avow.on(pool).clustered("no spaces"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Node name 'no spaces' is not valid."
                        + " Use 1 to 100 letters, digits, dots, underscores or hyphens.");
    }
}

package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Triggers.Order;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL, each driven by hand and with clocks of its own. */
class ClusterTest {

    private static final Duration CHECK_IN = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final HikariDataSource pool = Postgres.newSchema();
    private final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    private final SettableClock otherClock = SettableClock.at("2026-01-05T02:59:05Z");
    private final FakeOperator summarise = FakeOperator.named("summarise");
    private final FakeOperator elsewhere = FakeOperator.named("summarise");
    private Store store;
    private ManualAvow one;
    private ManualAvow two;

    @BeforeEach
    void start() {
        store = Stores.over(pool, directory);
        one = node("one", clock, summarise);
        two = node("two", otherClock, elsewhere);
    }

    @AfterEach
    void close() {
        Promises.check(store);
        one.close();
        two.close();
        store.close();
        pool.close();
    }

    private ManualAvow node(String name, SettableClock itsClock, FakeOperator its) {
        return ManualAvow.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(OperatorSource.of(List.of(its)))
                                .clustered(name)
                                .checkIn(CHECK_IN),
                        itsClock)
                .start();
    }

    private static Job nightly(RetryPolicy retry) {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .retry(retry)
                .build();
    }

    private void register() {
        one.avow().register(nightly(retries(2).backoff(Duration.ZERO)));
        two.avow().register(nightly(retries(2).backoff(Duration.ZERO)));
    }

    private void bothAt(String time) {
        clock.set(time);
        otherClock.set(clock.instant().plusSeconds(5));
    }

    private List<RunView> runs() {
        return one.avow().history().runs("nightly", 10).items();
    }

    private RunDetail detail() {
        Identity identity = runs().get(0).identity();
        return one.avow().history().run(identity).orElseThrow();
    }

    private List<AttemptState> attempts() {
        return detail().attempts().stream().map(AttemptView::state).toList();
    }

    private void checkInsWithoutOne(int times) {
        for (int i = 0; i < times; i++) {
            two.pass(CHECK_IN);
            two.checkIn();
        }
    }

    /** Lets node one claim and begin an attempt, and stop in the middle of it while node two does something. */
    private void whileOneExecutes(Runnable action) {
        summarise.does(run -> {
            action.run();
            return OperatorResult.success();
        });
        bothAt("2026-01-05T03:00:00Z");
        one.declareDue();
        one.executeDue();
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

        assertThat(one.core().leases().take("nightly", "default")).isTrue();
        assertThat(new SlotStep(two.core()).decideAlone(job, "default")).isEmpty();
        assertThat(runs()).isEmpty();

        one.core().leases().release("nightly", "default");
        assertThat(new SlotStep(two.core()).decideAlone(job, "default")).isPresent();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void the_lease_of_a_node_that_stands_still_is_taken() {
        register();
        bothAt("2026-01-05T03:00:00Z");
        one.core().leases().take("nightly", "default");
        two.declareDue();
        assertThat(runs()).isEmpty();

        for (int i = 0; i < 5; i++) {
            two.pass(CHECK_IN);
            two.checkIn();
            two.declareDue();
        }

        assertThat(runs()).hasSize(1);
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
    void an_attempt_of_a_node_that_stands_still_is_ended_and_followed_up() {
        register();
        AtomicReference<List<AttemptState>> meanwhile = new AtomicReference<>();

        whileOneExecutes(() -> {
            checkInsWithoutOne(6);
            two.fireDue();
            meanwhile.set(attempts());
        });

        assertThat(meanwhile.get()).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(attempts()).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(runs().get(0).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(elsewhere.executed()).hasSize(1);
        assertThat(detail().events()).extracting(event -> event.kind()).contains("STALE_OUTCOME");
    }

    @Test
    void an_attempt_that_was_ended_between_its_claim_and_its_start_does_not_start() {
        register();
        DisturbedStore disturbed = new DisturbedStore(store);
        ManualAvow late = ManualAvow.of(
                        new AvowBuilder(() -> disturbed)
                                .operators(summarise)
                                .clustered("late")
                                .checkIn(CHECK_IN),
                        clock)
                .start();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));
        disturbed.beforeSync(() -> checkInsWithoutOne(6));

        late.executeDue();
        two.fireDue();

        assertThat(summarise.executed()).isEmpty();
        assertThat(attempts()).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        late.close();
    }

    @Test
    void a_node_that_stood_still_takes_nobody_for_dead() {
        register();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));
        summarise.does(run -> {
            two.checkIn();
            two.pass(Duration.ofHours(1));
            two.checkIn();
            return OperatorResult.success();
        });

        one.executeDue();

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
            for (ManualAvow node : List.of(one, two)) {
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
    void a_trigger_that_was_spent_without_a_fire_hides_no_run() throws SQLException {
        register();
        for (String state : List.of("COMPLETE", "ACQUIRED")) {
            one.avow()
                    .trigger(
                            "nightly",
                            JsonObject.empty(),
                            ManualRequest.by("ann").key(state));
            execute("update qrtz_triggers set trigger_state = '" + state + "' where trigger_group = 'avow'");
            assertThat(two.executeDue()).isZero();

            two.checkIn();
            two.fireDue();
        }

        assertThat(elsewhere.executed()).hasSize(2);
    }

    /** As a node leaves it that was ended while it stood still, went on, fired and died before its next check-in. */
    @Test
    void the_fires_of_a_node_that_nobody_lists_are_ended() throws SQLException {
        register();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));
        execute("update qrtz_triggers set trigger_state = 'ACQUIRED' where trigger_group = 'avow'", """
                insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,
                    fired_time, sched_time, priority, state, is_nonconcurrent, requests_recovery)
                select sched_name, 'late', trigger_name, trigger_group, 'late', 0, 0, 5, 'ACQUIRED', false, false
                from qrtz_triggers where trigger_group = 'avow'""");

        checkInsWithoutOne(7);
        two.fireDue();

        assertThat(elsewhere.executed()).hasSize(1);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void a_node_that_checks_in_more_seldom_is_refused_as_long_as_others_live() {
        ManualAvow seldom = ManualAvow.of(
                new AvowBuilder(() -> new Unclosed(store))
                        .operators(summarise)
                        .clustered("three")
                        .checkIn(CHECK_IN.multipliedBy(10)),
                clock);
        AtomicInteger pauses = new AtomicInteger();
        seldom.onPause(() -> {
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
        ManualAvow alone = ManualAvow.on(new Unclosed(store), clock, OperatorSource.of(List.of(summarise)));
        alone.onPause(one::checkIn);

        assertThatThrownBy(alone::start)
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Store is owned by another engine: node 'cluster of one', process ");
    }

    @Test
    void nodes_are_refused_beside_an_engine_that_is_not_clustered() {
        one.close();
        two.close();
        ManualAvow alone = ManualAvow.on(new Unclosed(store), clock, OperatorSource.of(List.of(summarise)))
                .start();

        ManualAvow node = ManualAvow.of(
                new AvowBuilder(() -> new Unclosed(store)).operators(summarise).clustered("three"), clock);
        node.onPause(alone::checkIn);

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

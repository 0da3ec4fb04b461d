package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Point;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.schedule.CatchUp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break anywhere: what was promised holds whenever the database is back. */
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class FaultyDatabaseTest {

    private static final int SLOTS = 40 * Math.min(10, Integer.getInteger("avow.test.scale", 1));
    private static final int HEALING = 200;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Parameter
    private String database;

    @TempDir
    private Path directory;

    private final SettableClock clock = SettableClock.at("2026-01-05T03:00:00Z");
    private final List<String> executed = new ArrayList<>();
    private final FakeOperator summarise = FakeOperator.named("summarise").does(this::execute);
    private final FakeOperator measure = FakeOperator.named("measure").does(this::execute);
    private HikariDataSource pool;
    private FaultyDatabase faulty;
    private Store store;
    private Store healthy;
    private ManualEngine manual;

    @BeforeEach
    void start() {
        pool = database.equals("H2") ? h2() : Migrated.newSchema();
        faulty = new FaultyDatabase(pool);
        healthy = Stores.over(pool, directory);
        store = Stores.over(faulty.dataSource(), directory);
        manual = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(summarise, measure)))
                .start();
        manual.core().door().setDbRetryInterval(1);
        manual.avow().register(often());
    }

    @AfterEach
    void close() {
        manual.close();
        store.close();
        healthy.close();
        pool.close();
    }

    private HikariDataSource h2() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + directory.resolve("faulty") + ";WRITE_DELAY=0;LOCK_TIMEOUT=30000");
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static Job often() {
        return job("often")
                .schedule(every(MINUTE).catchUp(CatchUp.ALL))
                .task("summarise", operator("summarise"))
                .retry(retries(2).backoff(Duration.ZERO))
                .task("measure", operator("measure"))
                .after("summarise")
                .retry(retries(2).backoff(Duration.ZERO))
                .build();
    }

    /** Operators see for themselves, on a connection that never breaks, that what they execute was committed. */
    private OperatorResult execute(DeclaredRun run) {
        boolean committed = healthy.read(session ->
                session.declarations().find(run.identity().toString()).isPresent());
        assertThat(committed).isTrue();
        executed.add(run.identity() + " " + run.attempt());
        return OperatorResult.success()
                .output("o", "text/plain", run.identity().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Does what a scheduler's thread would try again anyway. */
    private static boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void settle() {
        faulty.heals();
        int round = 0;
        do {
            manual.checkIn();
            manual.fireDue();
            clock.advance(Duration.ofSeconds(1));
            round++;
        } while (round < HEALING && !isSettled());
    }

    private boolean isSettled() {
        return manual.avow().history().runs("often", 1000).items().stream()
                        .allMatch(run -> run.state().isFinal())
                && healthy.<Integer>read(session -> session.requests()
                                .due(Instant.parse("9999-01-01T00:00:00Z"), Set.of("often"), 1)
                                .size())
                        == 0;
    }

    private List<RunView> runs() {
        return manual.avow().history().runs("often", 1000).items();
    }

    @Test
    void no_fault_of_a_connection_breaks_a_promise() {
        long seed = 20_260_105;
        Random random = new Random(seed);
        faulty.breaks(new OneInFive(random));

        for (int slot = 0; slot < SLOTS; slot++) {
            clock.advance(MINUTE);
            attempt(manual::fireDue);
            if (slot % 5 == 0) {
                attempt(manual::checkIn);
            }
        }
        settle();

        Promises.checkSettled(healthy, executed);
        assertThat(runs().stream().map(RunView::occasion).distinct())
                .as("slots with seed %s", seed)
                .hasSize(Math.min(SLOTS, 1000 / 2));
    }

    @Test
    void a_database_that_is_gone_for_a_minute_delays_and_loses_nothing() {
        for (Where where : Where.values()) {
            faulty.breaks(point -> point.where() == where);
            clock.advance(MINUTE);
            attempt(manual::fireDue);
            attempt(manual::checkIn);
            int before = executed.size();
            settle();

            assertThat(executed.size()).as("%s", where).isGreaterThan(before);
        }

        Promises.checkSettled(healthy, executed);
        assertThat(runs().stream().map(RunView::occasion).distinct()).hasSize(4);
    }

    @Test
    void deadlocks_and_serialisation_failures_are_tried_again() {
        for (String state : List.of("40P01", "40001")) {
            for (String table : List.of("attempt", "event", "output", "declaration", "QRTZ_TRIGGERS")) {
                faulty.failsWith(state);
                OnceAt once = new OnceAt(table);
                faulty.breaks(once);
                clock.advance(MINUTE);
                attempt(manual::fireDue);
                settle();

                assertThat(once.broke).as("%s at %s", state, table).isTrue();
            }
        }

        Promises.checkSettled(healthy, executed);
        assertThat(runs()).filteredOn(run -> run.state() == RunState.SUCCEEDED).hasSizeGreaterThan(10);
    }

    @Test
    void a_database_that_is_read_only_executes_nothing_and_goes_on_when_it_is_not() {
        faulty.failsWith("25006");
        faulty.breaks(point -> point.sql().stripLeading().matches("(?is)(insert|update|delete).*"));
        clock.advance(MINUTE);

        attempt(manual::fireDue);
        attempt(manual::checkIn);

        assertThat(executed).isEmpty();
        settle();
        Promises.checkSettled(healthy, executed);
        assertThat(executed).hasSize(2);
    }

    /** One connection in five breaks, at one of its points. */
    private static final class OneInFive implements FaultyDatabase.Plan {

        private final Random random;
        private int left = -1;

        private OneInFive(Random random) {
            this.random = random;
        }

        @Override
        public boolean breaksAt(Point point) {
            if (point.where() == Where.CONNECT) {
                left = random.nextInt(5) == 0 ? random.nextInt(12) : -1;
            }
            return left-- == 0;
        }
    }

    /** The first statement that writes to a table breaks. */
    private static final class OnceAt implements FaultyDatabase.Plan {

        private final String table;
        private boolean broke;

        private OnceAt(String table) {
            this.table = table;
        }

        @Override
        public boolean breaksAt(Point point) {
            boolean here = !broke && point.sql().matches("(?is)\\s*(insert into|update)\\s+" + table + "\\b.*");
            broke |= here;
            return here;
        }
    }
}

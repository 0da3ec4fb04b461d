package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that really refuses: by a deadlock, and as read-only. */
class RefusingPostgresTest {

    @TempDir
    private Path directory;

    private final HikariDataSource pool = Postgres.newDatabase();
    private final SettableClock clock = SettableClock.at("2026-01-05T03:00:00Z");
    private final FakeOperator work = FakeOperator.named("work");
    private Store store;
    private ManualEngine manual;

    @BeforeEach
    void start() {
        store = Stores.over(pool, directory);
        manual = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(work)))
                .start();
        manual.avow().register(careful(job("careful")));
    }

    private static Job careful(JobBuilder job) {
        return job.task("work", operator("work"))
                .retry(retries(1).backoff(Duration.ZERO))
                .build();
    }

    @AfterEach
    void close() {
        Promises.check(store);
        manual.close();
        store.close();
        pool.close();
    }

    private Identity trigger(String key) {
        return manual.avow()
                .trigger("careful", JsonObject.empty(), ManualRequest.by("ann").key(key))
                .get("work");
    }

    private List<AttemptState> attempts(Identity identity) {
        return manual.avow().history().run(identity).orElseThrow().attempts().stream()
                .map(AttemptView::state)
                .toList();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            for (String sql : statements) {
                execute(connection, sql);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of a run that has a seat, so that its outcome goes alone. */
    @Test
    void an_outcome_that_a_deadlock_refuses_is_recorded_later_and_once() throws Exception {
        manual.avow().register(careful(job("careful").maxActiveRuns(9)));

        Identity identity = deadlock(AttemptState.RUNNING);
        manual.checkIn();

        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
        Promises.checkSettled(store, List.of(identity + " 1"));
    }

    @Test
    void an_outcome_that_a_deadlock_refuses_among_others_is_recorded_at_once_alone() throws Exception {
        Identity identity = deadlock(AttemptState.SUCCEEDED);

        Promises.checkSettled(store, List.of(identity + " 1"));
    }

    /** Somebody holds the attempt and wants the run, while the outcome holds the run and wants the attempt. */
    private Identity deadlock(AttemptState after) throws SQLException {
        execute("alter database " + database() + " set deadlock_timeout = '3s'");
        pool.getHikariPoolMXBean().softEvictConnections();
        Identity identity = trigger("k");
        try (Connection other = Postgres.plain(database()).getConnection()) {
            other.setAutoCommit(false);
            execute(other, "set deadlock_timeout = '1h'"); // why: the engine shall be the one that is refused
            work.does(run -> {
                execute(other, "select 1 from attempt for update");
                return OperatorResult.success();
            });
            CompletableFuture<Void> crossing = CompletableFuture.runAsync(() -> cross(other));

            manual.executeDue();
            crossing.join();
            assertThat(attempts(identity)).containsExactly(after);
        }
        return identity;
    }

    /** Waits until the engine waits, closes the circle, and lets go when the engine was refused. */
    private static void cross(Connection other) {
        try (Connection looking = Postgres.plain(other.getCatalog()).getConnection()) {
            while (!exists(looking, """
                    select 1 from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                        and query like 'update attempt%'""")) {
                Thread.onSpinWait();
            }
            execute(other, "select 1 from run for update");
            other.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    @Test
    void a_database_that_is_read_only_refuses_clearly_and_goes_on_when_it_is_not() throws SQLException {
        Identity before = trigger("before");
        execute("alter database " + database() + " set default_transaction_read_only = on");
        pool.getHikariPoolMXBean().softEvictConnections();

        assertThatThrownBy(() -> trigger("while"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Transaction failed, and nothing of it is stored. org.postgresql.util.PSQLException: ERROR:"
                        + " cannot execute SELECT FOR UPDATE in a read-only transaction. Mend the database.");
        assertThatThrownBy(manual::executeDue).hasStackTraceContaining("in a read-only transaction");
        assertThatThrownBy(manual::checkIn).hasStackTraceContaining("in a read-only transaction");
        assertThat(work.executed()).isEmpty();

        execute("set default_transaction_read_only = off", "alter database " + database() + " reset all");
        pool.getHikariPoolMXBean().softEvictConnections();
        manual.checkIn();
        manual.fireDue();

        assertThat(work.executed()).hasSize(1);
        assertThat(attempts(before)).containsExactly(AttemptState.SUCCEEDED);
        assertThat(attempts(trigger("while"))).isEmpty();
    }

    private String database() {
        return pool.getPoolName();
    }
}

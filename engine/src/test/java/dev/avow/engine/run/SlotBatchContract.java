package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.FixedRate.every;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Slots.SlotRow;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.schedule.CatchUp;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine whose database counts its commits, and breaks where a test says so; every slot is a second. */
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
abstract class SlotBatchContract {

    static final Instant START = Instant.parse("2026-01-05T03:00:00Z");

    @Parameter
    private String database;

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock(START);
    final FakeOperator summarise = FakeOperator.named("summarise");
    HikariDataSource pool;
    FaultyDatabase faulty;
    Store store;
    ManualEngine manual;
    private int commits;

    @BeforeEach
    void start() {
        pool = newPool();
        faulty = new FaultyDatabase(pool);
        store = Stores.over(faulty.dataSource(), directory);
        manual = engine(store);
    }

    @AfterEach
    void keeps_all_promises() {
        faulty.heals();
        Promises.check(store);
        manual.close();
        store.close();
        pool.close();
    }

    /** Returns a new, empty database. */
    HikariDataSource newPool() {
        return database.equals("H2")
                ? DoomedNode.pool("jdbc:h2:mem:slots" + System.nanoTime() + ";LOCK_TIMEOUT=30000")
                : Migrated.newSchema();
    }

    ManualEngine engine(Store its) {
        return ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(its))
                                .operators(OperatorSource.of(List.of(summarise, FakeOperator.named("measure"))))
                                .privateKeys(() -> new byte[32]),
                        clock)
                .start();
    }

    /** A job with a slot each second, all of which are caught up. */
    static Job often(Duration ahead, InputSource input) {
        var job = job("often").schedule(every(Duration.ofSeconds(1)).from(START).catchUp(CatchUp.ALL));
        if (!ahead.isZero()) {
            job.declareAhead(ahead);
        }
        return job.task("summarise", operator("summarise"))
                .input("tickets", input)
                .build();
    }

    /** Returns how many transactions are committed while work is done. */
    int commitsOf(Runnable work) {
        commits = 0;
        faulty.breaks(point -> {
            if (point.where() == Where.AFTER_COMMIT) {
                commits++;
            }
            return false;
        });
        work.run();
        faulty.heals();
        return commits;
    }

    void owe(int slots) {
        clock.set(START.plusSeconds(slots));
    }

    /** Returns what was decided for the job's slots, oldest first. */
    List<String> decisions() {
        return store.read(session -> session.slots().slots("often", "default", 1000)).stream()
                .sorted((a, b) -> a.firstFor().compareTo(b.firstFor()))
                .map(SlotRow::decision)
                .toList();
    }

    int declared() {
        return manual.avow().history().runs("often", 1000).items().size();
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

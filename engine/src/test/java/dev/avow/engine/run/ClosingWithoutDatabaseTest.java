package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is closed while its database takes nothing, or has not taken something. */
class ClosingWithoutDatabaseTest {

    private static final long PATIENCE = 60; // seconds; only a failing test waits so long

    /** After the engine before, which has the machine's clock. */
    private static final String LATER = "2126-01-05T03:00:00Z";

    @TempDir
    private Path directory;

    private final HikariDataSource pool = Migrated.newSchema();
    private final FaultyDatabase faulty = new FaultyDatabase(pool);
    private final FakeOperator summarise = FakeOperator.named("summarise");

    @AfterEach
    void close() {
        pool.close();
    }

    private static Job adHoc() {
        return job("ad-hoc").task("summarise", operator("summarise")).build();
    }

    private RunState stateAfterNextStart() {
        try (Store store = Stores.over(pool, directory);
                ManualEngine next = ManualEngine.on(
                                new Unclosed(store), SettableClock.at(LATER), OperatorSource.of(List.of(summarise)))
                        .takingOver()
                        .start()) {
            Promises.check(store);
            return next.avow().history().runs("ad-hoc", 1).items().get(0).state();
        }
    }

    @Test
    void records_on_closing_what_the_database_did_not_take_before() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        faulty.breaks(point -> {
            boolean records = refused.getCount() > 0 && point.sql().startsWith("update attempt set state");
            if (records) {
                refused.countDown();
            }
            return records;
        });
        Avow avow = new AvowBuilder(() -> Stores.over(faulty.dataSource(), directory))
                .operators(summarise)
                .checkIn(Duration.ofHours(1))
                .drain(Duration.ofMillis(1))
                .build();
        avow.register(adHoc());
        avow.start();
        avow.trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        assertThat(refused.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        avow.close();

        assertThat(stateAfterNextStart()).isEqualTo(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    @Timeout(PATIENCE)
    void ends_though_the_database_is_away() throws Exception {
        CountDownLatch executing = new CountDownLatch(1);
        CountDownLatch away = new CountDownLatch(1);
        summarise.does(run -> {
            executing.countDown();
            away.await();
            return OperatorResult.success();
        });
        Avow avow = new AvowBuilder(() -> Stores.over(faulty.dataSource(), directory))
                .operators(summarise)
                .checkIn(Duration.ofSeconds(1))
                .drain(Duration.ofMillis(1))
                .grace(Duration.ofMillis(1))
                .build();
        avow.register(adHoc());
        avow.start();
        avow.trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        executing.await();
        faulty.breaks(point -> true);
        away.countDown();

        assertThatThrownBy(avow::close)
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Engine is closed, but not cleanly: ");

        assertThat(stateAfterNextStart()).isEqualTo(RunState.INTERRUPTED);
    }
}

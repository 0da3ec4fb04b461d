package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.dsl.Dsl;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A claim that must wait for its run decides by what is committed when its wait is over. */
class ClaimWaitTest {

    @TempDir
    private Path directory;

    private final HikariDataSource pool = Migrated.newSchema();
    private final FaultyDatabase watched = new FaultyDatabase(pool);
    private final FakeOperator summarise = FakeOperator.named("summarise");
    private final ExecutorService node = Executors.newSingleThreadExecutor();
    private final CountDownLatch waits = new CountDownLatch(1);
    private Store store;
    private Store others;
    private ManualEngine manual;
    private Identity identity;

    @BeforeEach
    void declare() {
        store = Stores.over(watched.dataSource(), directory);
        others = Stores.over(pool, directory);
        manual = ManualEngine.on(
                        new Unclosed(store),
                        SettableClock.at("2026-01-05T03:00:00Z"),
                        OperatorSource.of(List.of(summarise)))
                .start();
        manual.avow()
                .register(Dsl.job("ad-hoc")
                        .task("summarise", Dsl.operator("summarise"))
                        .build());
        identity = manual.avow()
                .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        watched.breaks(point -> {
            if (point.sql().contains("from run") && point.sql().endsWith("for update")) {
                waits.countDown();
            }
            return false;
        });
    }

    @AfterEach
    void close() {
        node.shutdown();
        manual.close();
        store.close();
        pool.close();
    }

    /** Has another transaction hold the run until the claim waits for it and this is committed. */
    private void whileTheClaimWaits(Runnable committed) throws Exception {
        Future<Integer> fired = others.write(session -> {
            session.runs().lock(identity.toString());
            Future<Integer> claim = node.submit(manual::executeDue);
            try {
                waits.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            committed.run();
            return claim;
        });
        fired.get();
    }

    @Test
    void sees_that_its_job_was_paused_meanwhile() throws Exception {
        whileTheClaimWaits(() -> others.writeOnly(
                session -> session.pauses().pause("ad-hoc", manual.clock().instant())));

        assertThat(summarise.executed()).isEmpty();
        assertThat(others.<Optional<String>>read(session -> session.runs()
                        .find(identity.toString())
                        .orElseThrow()
                        .standing()
                        .waiting()))
                .contains("PAUSED");
    }

    @Test
    void sees_that_another_engine_has_taken_the_store_meanwhile() throws Exception {
        String owner = manual.core().owner();

        whileTheClaimWaits(() -> others.writeOnly(session -> session.owners().release(owner)));

        assertThat(summarise.executed()).isEmpty();
    }

    @Test
    void claims_what_was_let_go_unchanged() throws Exception {
        whileTheClaimWaits(() -> {});

        assertThat(summarise.executed()).hasSize(1);
    }
}

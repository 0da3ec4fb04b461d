package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A small disk of its own that really is full, for a while; with {@code -Psoak}, and only where root may mount one. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    @TempDir
    private Path directory;

    private final SettableClock clock = SettableClock.at("2026-01-05T03:00:00Z");
    private final List<String> executed = new ArrayList<>();
    private final FakeOperator work = FakeOperator.named("work").does(run -> {
        executed.add(run.identity() + " " + run.attempt());
        return OperatorResult.success().output("o", "text/plain", new byte[100_000]);
    });
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(Integer.getInteger("avow.test.scale", 1) > 1, "Skipped: runs with -Psoak.");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=300m,mode=777", "tmpfs", disk.toString()) == 0,
                "Skipped: nothing can be mounted here.");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Leaves no byte free on the disk. */
    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (disk.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        }
        return filler;
    }

    @Test
    void the_embedded_store_goes_on_when_there_is_room_again() throws Exception {
        try (Store store = Stores.embedded(disk.resolve("store"))) {
            goesOn(store);
        }
    }

    @Test
    void postgresql_goes_on_when_there_is_room_again() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(disk.resolve("data"))
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("min_wal_size", "32MB")
                        .setServerConfig("max_wal_size", "32MB")
                        .start();
                HikariDataSource pool = pool(postgres);
                Store store = Stores.over(pool, directory.resolve("contents"))) {
            goesOn(store);
        }
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        return new HikariDataSource(config);
    }

    private void goesOn(Store store) throws IOException {
        try (ManualEngine manual = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(work)))
                .takingOver()
                .start()) {
            manual.core().door().setDbRetryInterval(1);
            manual.avow()
                    .register(job("roomy")
                            .task("work", operator("work"))
                            .retry(retries(1).backoff(Duration.ZERO))
                            .build());
            trigger(manual, 0);
            manual.fireDue();
            Path filler = fill();

            int refused = 0;
            for (int i = 1; i <= 10; i++) {
                int key = i;
                refused += attempt(() -> trigger(manual, key)) ? 0 : 1;
                refused += attempt(manual::fireDue) ? 0 : 1;
                refused += attempt(manual::checkIn) ? 0 : 1;
            }
            Files.delete(filler);
            for (int round = 0; round < 20; round++) {
                attempt(manual::checkIn);
                attempt(manual::fireDue);
                clock.advance(Duration.ofMinutes(1));
            }

            assertThat(refused).isPositive();
            trigger(manual, 1000);
            manual.fireDue();
            assertThat(manual.avow().history().runs("roomy", 1000).items())
                    .extracting(RunView::state)
                    .containsOnly(RunState.SUCCEEDED);
        }
        Promises.checkSettled(store, executed);
    }

    private static void trigger(ManualEngine manual, int key) {
        manual.avow()
                .trigger("roomy", JsonObject.empty(), ManualRequest.by("ann").key("k" + key));
    }

    private static boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}

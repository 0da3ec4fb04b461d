package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.schedule.CatchUp;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is really stopped and started again under an engine that works. */
class RestartedPostgresTest {

    private static final long PATIENCE = 120; // seconds; only a failing test waits so long

    @TempDir
    private Path directory;

    private final List<String> executed = new CopyOnWriteArrayList<>();
    private final AtomicReference<CountDownLatch> more = new AtomicReference<>(new CountDownLatch(2));

    @Test
    void the_engine_goes_on_when_the_database_is_back() throws Exception {
        int port = freePort();
        EmbeddedPostgres before = postgres(port);
        try (HikariDataSource pool = pool(before);
                Avow avow = Avow.on(pool, directory.resolve("contents"))
                        .operators(FakeOperator.named("work").does(run -> {
                            executed.add(run.identity() + " " + run.attempt());
                            more.get().countDown();
                            return OperatorResult.success();
                        }))
                        .checkIn(Duration.ofMillis(200))
                        .build()) {
            avow.register(job("often")
                    .schedule(every(Duration.ofSeconds(1)).catchUp(CatchUp.ALL))
                    .task("work", operator("work"))
                    .build());
            avow.start();
            assertThat(more.get().await(PATIENCE, TimeUnit.SECONDS)).isTrue();

            before.close();
            try (EmbeddedPostgres after = postgres(port)) {
                more.set(new CountDownLatch(3));
                boolean wentOn = more.get().await(PATIENCE, TimeUnit.SECONDS);
                avow.close();

                assertThat(wentOn).isTrue();
                try (Store store = Stores.over(after.getPostgresDatabase(), directory)) {
                    Promises.check(store, executed);
                }
            }
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setConnectionTimeout(1_000);
        config.setMaximumPoolSize(12);
        return new HikariDataSource(config);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package dev.avow.engine.verification;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FakeOperator;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Prints how fast a store is verified, as a share of how fast plain JDBC reads the same rows. Not a test: run its
 * {@code main} by hand with {@code h2} or {@code postgresql}, and how many runs.
 */
final class VerificationRate {

    private static final int ROUNDS = 7;

    private VerificationRate() {}

    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("avow-rate");
        try (HikariDataSource schema = Migrated.newSchema();
                Store store = arguments[0].equals("h2")
                        ? Migrated.embedded(directory.resolve("store"))
                        : Stores.over(schema, directory.resolve("contents"))) {
            fill(store, runs);
        }
    }

    private static void fill(Store store, int runs) throws SQLException {
        FakeOperator work = FakeOperator.named("work")
                .does(run -> OperatorResult.success()
                        .output("text", "text/plain", run.identity().toString().getBytes(StandardCharsets.UTF_8)));
        try (ManualEngine engine = ManualEngine.on(
                        store, SettableClock.at("2026-01-05T03:00:00Z"), OperatorSource.of(List.of(work)))
                .start()) {
            engine.avow()
                    .register(job("rate")
                            .task("work", operator("work").user("Summarise the tickets of the day. ".repeat(20)))
                            .build());
            for (int i = 0; i < runs; i++) {
                engine.avow()
                        .trigger(
                                "rate",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key("k" + i));
                if (i % 100 == 0) {
                    engine.fireDue();
                }
            }
            engine.fireDue();
            measure(store, runs);
        }
    }

    private static void measure(Store store, int runs) throws SQLException {
        long plain = Long.MAX_VALUE;
        long verified = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            long rows = read(store);
            plain = Math.min(plain, System.nanoTime() - start);
            start = System.nanoTime();
            VerificationReport report = new Verifier(store).verify(Scope.all(), finding -> {
                throw new IllegalStateException(finding.toString());
            });
            verified = Math.min(verified, System.nanoTime() - start);
            System.out.println(rows + " rows, passed " + report.passed() + ", plain " + plain / 1_000_000
                    + " ms, verified " + verified / 1_000_000 + " ms, ratio " + (double) plain / verified + ", "
                    + runs * 1_000_000_000L / verified + " runs a second");
        }
    }

    private static long read(Store store) throws SQLException {
        long rows = 0;
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(200);
            for (String table : Faults.TABLES) {
                try (ResultSet result = statement.executeQuery("select * from " + table)) {
                    int columns = result.getMetaData().getColumnCount();
                    while (result.next()) {
                        for (int i = 1; i <= columns; i++) {
                            result.getObject(i);
                        }
                        rows++;
                    }
                }
            }
            connection.rollback();
        }
        return rows;
    }
}

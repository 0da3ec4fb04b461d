package dev.avow.benchmarks;

import dev.avow.benchmarks.Databases.Opened;
import dev.avow.db.open.Stores;
import dev.avow.engine.verification.Scope;
import dev.avow.engine.verification.VerificationReport;
import dev.avow.engine.verification.Verifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** How many runs a second are verified, beside plain JDBC that fetches each column of the same rows. */
final class VerificationRate implements Benchmark {

    /** Those that a verification reads, but for those that stay empty here. */
    private static final List<String> TABLES =
            List.of("spec", "declaration", "spec_use", "event", "output", "slot", "run", "attempt", "used");

    private static final int FETCHED = 200;

    @Override
    public String name() {
        return "verification";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        int runs = size.of(80, 10_000);
        for (Databases database : Databases.values()) {
            try (Opened opened = database.open()) {
                AvowRuns.ahead(opened.source(), 1, runs, () -> {}, () -> {});
                Verifier verifier = new Verifier(Stores.over(opened.source()));
                for (int i = 0; i < size.of(0, 30); i++) { // why: until all of it is compiled
                    verify(verifier, runs);
                }
                new Paired(figures, opened.label(), "rate", "runs/s")
                        .variant("plain jdbc", () -> rate(runs, () -> read(opened.source(), runs)))
                        .variant("avow", () -> rate(runs, () -> verify(verifier, runs)))
                        .run(size);
            }
        }
    }

    private static double rate(int runs, Work work) throws SQLException {
        long start = System.nanoTime();
        work.run();
        return runs * 1e9 / (System.nanoTime() - start);
    }

    private static void verify(Verifier verifier, int runs) {
        VerificationReport report = verifier.verify(Scope.all(), finding -> {
            throw new IllegalStateException("found in a store that nobody changed: " + finding);
        });
        if (!report.passed()) {
            throw new IllegalStateException(runs + " runs did not pass: " + report);
        }
    }

    private static void read(DataSource source, int runs) throws SQLException {
        long rows = 0;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCHED);
            for (String table : TABLES) {
                rows += read(statement, table);
            }
            connection.rollback();
        }
        if (rows < runs) {
            throw new IllegalStateException("only " + rows + " rows of " + runs + " runs");
        }
    }

    private static long read(Statement statement, String table) throws SQLException {
        long rows = 0;
        try (ResultSet result = statement.executeQuery("select * from " + table)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                for (int i = 1; i <= columns; i++) {
                    result.getObject(i);
                }
                rows++;
            }
        }
        return rows;
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }
}

package dev.avow.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.benchmarks.Databases.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much room a run takes in the store beyond its declaration's own bytes, with its events and all indexes, without
 * what stands in an empty store, and on PostgreSQL without Quartz's tables.
 */
final class StoreSize implements Benchmark {

    private static final String MEASURED = "room a run";
    private static final String UNIT = "bytes";

    private static final String TABLES = """
            select c.relname, pg_total_relation_size(c.oid)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relkind = 'r'
                and c.relname not like 'qrtz%' and c.relname <> 'avow_schema_history'""";

    @Override
    public String name() {
        return "size";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        int runs = size.of(10, 10_000);
        try (Opened opened = Databases.POSTGRESQL.open()) {
            postgres(opened, runs, figures);
        }
        h2(size.of(10, 5_000), figures);
    }

    private static void postgres(Opened opened, int runs, Figures figures) throws SQLException, InterruptedException {
        Map<String, Long> empty = tables(opened);
        AvowRuns.ahead(opened.source(), 1, runs, () -> {}, () -> {});
        Map<String, Long> full = tables(opened);
        double declared = number(opened, "select sum(pg_column_size(body)) from declaration");
        double all = 0;
        for (Map.Entry<String, Long> table : full.entrySet()) {
            double more = table.getValue() - empty.getOrDefault(table.getKey(), 0L);
            double beyond = more - (table.getKey().equals("declaration") ? declared : 0);
            all += beyond;
            if (more > 0) {
                figures.add(opened.label(), MEASURED, "table " + table.getKey(), 0, beyond / runs, UNIT);
            }
        }
        figures.add(opened.label(), MEASURED, "declaration itself", 0, declared / runs, UNIT);
        figures.add(opened.label(), MEASURED, "avow", 0, all / runs, UNIT);
    }

    private static Map<String, Long> tables(Opened opened) throws SQLException {
        try (Connection connection = opened.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum full");
            Map<String, Long> sizes = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    sizes.put(rows.getString(1), rows.getLong(2));
                }
            }
            return sizes;
        }
    }

    private static void h2(int runs, Figures figures) throws SQLException, IOException, InterruptedException {
        double empty;
        try (Opened opened = Databases.H2.open()) {
            empty = compacted(opened);
        }
        try (Opened opened = Databases.H2.open()) {
            AvowRuns.ahead(opened.source(), 1, runs, () -> {}, () -> {});
            double declared = number(opened, "select sum(octet_length(body)) from declaration");
            double beyond = compacted(opened) - empty - declared;
            figures.add(opened.label(), MEASURED, "declaration itself", 0, declared / runs, UNIT);
            figures.add(opened.label(), MEASURED, "avow", 0, beyond / runs, UNIT);
        }
    }

    /** Closes the database, has H2 write its file anew, and returns the file's size. */
    private static double compacted(Opened opened) throws SQLException, IOException {
        String path;
        try (Connection connection = opened.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("call database_path()")) {
            row.next();
            path = row.getString(1).replaceFirst("^async:", "");
        }
        opened.source().unwrap(HikariDataSource.class).close();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + path, "", "");
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        }
        return Files.size(Path.of(path + ".mv.db"));
    }

    private static double number(Opened opened, String query) throws SQLException {
        try (Connection connection = opened.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }
}

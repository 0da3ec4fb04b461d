package dev.avow.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * All rows that declarations left in a database, for writing them again to an empty one by plain JDBC: what any program
 * would pay that stores the same.
 */
final class Capture {

    /** What stands there once for all declarations. */
    private static final List<String> SHARED = List.of("spec", "qrtz_job_details");

    /** What each declaration adds, in an order that the foreign keys allow. */
    private static final List<String> OWN =
            List.of("slot", "declaration", "run", "used", "event", "qrtz_triggers", "qrtz_simple_triggers");

    private final Map<String, Table> tables = new LinkedHashMap<>();

    private Capture() {}

    static Capture of(DataSource source) throws SQLException {
        Capture capture = new Capture();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (List<String> names : List.of(SHARED, OWN)) {
                for (String name : names) {
                    try (ResultSet rows = statement.executeQuery("select * from " + name)) {
                        capture.tables.put(name, Table.of(name, rows));
                    }
                }
            }
        }
        return capture;
    }

    /** Writes what stands there once. */
    void prepare(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (String name : SHARED) {
                Table table = table(name);
                try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
                    for (List<Object> row : table.rows()) {
                        bind(insert, row);
                        insert.executeUpdate();
                    }
                }
            }
        }
    }

    /** Returns the rows of each declaration, by table. */
    List<Map<Table, List<List<Object>>>> declarations() {
        Map<String, Map<Table, List<List<Object>>>> byIdentity = new LinkedHashMap<>();
        for (String name : OWN) {
            Table table = table(name);
            for (List<Object> row : table.rows()) {
                table.identity(row)
                        .ifPresent(identity -> byIdentity
                                .computeIfAbsent(identity, unused -> new LinkedHashMap<>())
                                .computeIfAbsent(table, unused -> new ArrayList<>())
                                .add(row));
            }
        }
        return List.copyOf(byIdentity.values());
    }

    /** Returns the rows of all declarations, by table. */
    Map<Table, List<List<Object>>> together() {
        Map<Table, List<List<Object>>> all = new LinkedHashMap<>();
        OWN.forEach(name -> all.put(table(name), table(name).rows()));
        return all;
    }

    Table table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    static void bind(PreparedStatement insert, List<Object> row) throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            insert.setObject(i + 1, row.get(i) == Table.NULL ? null : row.get(i));
        }
    }

    /** A table's rows, without what the database numbers itself. */
    record Table(String name, List<String> columns, List<List<Object>> rows) {

        private static final Object NULL = new Object();

        static Table of(String name, ResultSet rows) throws SQLException {
            ResultSetMetaData shape = rows.getMetaData();
            List<Integer> taken = new ArrayList<>();
            for (int column = 1; column <= shape.getColumnCount(); column++) {
                if (!shape.isAutoIncrement(column)) {
                    taken.add(column);
                }
            }
            List<String> columns = new ArrayList<>();
            for (int column : taken) {
                columns.add(shape.getColumnName(column).toLowerCase(Locale.ROOT));
            }
            List<List<Object>> all = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int column : taken) {
                    Object value =
                            shape.getColumnType(column) == Types.BLOB ? rows.getBytes(column) : rows.getObject(column);
                    row.add(value == null ? NULL : value);
                }
                all.add(row);
            }
            return new Table(name, columns, all);
        }

        String insert() {
            return "insert into " + name + " (" + String.join(", ", columns) + ") values ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        }

        /** Returns the identity that a row is about, if it is about one. */
        Optional<String> identity(List<Object> row) {
            int at = columns.indexOf("identity");
            if (at >= 0 && row.get(at) instanceof byte[] digest) {
                return Optional.of(HexFormat.of().formatHex(digest));
            }
            int trigger = columns.indexOf("trigger_name");
            return trigger < 0
                    ? Optional.empty()
                    : Optional.of(String.valueOf(row.get(trigger)).replaceAll("\\..*", ""));
        }
    }
}

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
import java.util.Set;
import javax.sql.DataSource;

/**
 * All rows that declarations left in a database, for writing them again to an empty one by plain JDBC: what any program
 * would pay that stores the same.
 */
final class Capture {

    /** What stands there once for all declarations. */
    private static final List<String> SHARED = List.of("spec");

    /** What each declaration adds, in an order that the foreign keys allow. */
    private static final List<String> OWN = List.of("slot", "declaration", "run", "used", "event");

    /** What the engine and the job have, however many declarations there are. */
    private static final Set<String> OTHERS = Set.of(
            "avow_schema_history", "owner", "registration", "cursor", "spec_use", "qrtz_job_details", "qrtz_locks");

    private final Map<String, Table> tables = new LinkedHashMap<>();

    private Capture() {}

    /** @throws IllegalStateException if a table has rows that would not be written again, such as triggers */
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
            for (String name : names(connection)) {
                boolean known = capture.tables.containsKey(name) || OTHERS.contains(name);
                if (!known && count(statement, name) > 0) {
                    throw new IllegalStateException(
                            "Declarations have rows in table '" + name + "'. Have them written again, or name it.");
                }
            }
        }
        return capture;
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static int count(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
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

    /** Returns the rows of each declaration, by table; what names none belongs to the one in the same place. */
    List<Map<Table, List<List<Object>>>> declarations() {
        Table declaration = table("declaration");
        Map<String, Map<Table, List<List<Object>>>> byIdentity = new LinkedHashMap<>();
        List<String> places = new ArrayList<>();
        for (List<Object> row : declaration.rows()) {
            String identity = declaration.identity(row).orElseThrow();
            places.add(identity);
            byIdentity.put(identity, new LinkedHashMap<>());
        }
        for (String name : OWN) {
            Table table = table(name);
            for (int i = 0; i < table.rows().size(); i++) {
                List<Object> row = table.rows().get(i);
                String identity = table.identity(row).orElse(i < places.size() ? places.get(i) : "");
                Objects.requireNonNull(byIdentity.get(identity), identity)
                        .computeIfAbsent(table, unused -> new ArrayList<>())
                        .add(row);
            }
        }
        return List.copyOf(byIdentity.values());
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

        /** By its name: a key that hashes all rows would be what is measured. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Table table && name.equals(table.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

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
            return Optional.empty();
        }
    }
}

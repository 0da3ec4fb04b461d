package dev.avow.engine.run;

import dev.avow.db.Store;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** All values of all tables of a store, as text. */
final class StoredText {

    /** The history of the schema is Flyway's, and none of the engine's business. */
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = '%s' and table_name <> 'avow_schema_history'""";

    private StoredText() {}

    static List<String> of(Store store) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = store.dataSource().getConnection()) {
            for (String table : rows(connection, TABLES.replace("%s", connection.getSchema()))) {
                all.addAll(rows(connection, "select * from \"" + table + "\""));
            }
        }
        return all;
    }

    /** Returns the bodies of all events of a kind. */
    static List<String> events(Store store, String kind) {
        try (Connection connection = store.dataSource().getConnection()) {
            return rows(connection, "select body from event where kind = '" + kind + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    values.add(
                            value instanceof byte[] bytes
                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                    : String.valueOf(rows.getString(i)));
                }
            }
        }
        return values;
    }
}

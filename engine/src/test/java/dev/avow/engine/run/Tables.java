package dev.avow.engine.run;

import dev.avow.db.Store;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Looks for a text in all that a database has. */
final class Tables {

    private Tables() {}

    /** Returns the tables that have a text, in a column of texts or of bytes. */
    static Set<String> with(Store store, String text) {
        try (Connection connection = store.dataSource().getConnection()) {
            Set<String> found = new TreeSet<>();
            for (String table : names(connection)) {
                if (has(connection, table, text)) {
                    found.add(table);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), "%", null)) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                boolean own = tables.getString("TABLE_TYPE").contains("TABLE") && !name.startsWith("avow_");
                if (own) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean has(Connection connection, String table, String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    Object value = rows.getObject(column);
                    String shown = value instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : String.valueOf(value);
                    if (shown.contains(text)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}

package dev.avow.engine.run;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** All rows of the tables that a declaration is stored in, as texts that can be compared. */
final class Rows {

    private static final List<String> TABLES = List.of(
            "cursor",
            "slot",
            "spec",
            "spec_use",
            "declaration",
            "locator",
            "private_key",
            "private_value",
            "run",
            "used",
            "due",
            "event",
            "request",
            "qrtz_triggers",
            "qrtz_simple_triggers");

    private Rows() {}

    /** Returns the rows of each table, sorted but for events, which keep their order. */
    static Map<String, List<String>> all(DataSource source) {
        Map<String, List<String>> all = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                String order = table.equals("event") ? " order by seq" : "";
                try (ResultSet rows = statement.executeQuery("select * from " + table + order)) {
                    List<String> texts = new ArrayList<>();
                    while (rows.next()) {
                        texts.add(text(rows));
                    }
                    all.put(table, order.isEmpty() ? texts.stream().sorted().toList() : texts);
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            String name = rows.getMetaData().getColumnName(column).toLowerCase(Locale.ROOT);
            if (!name.equals("seq")) { // why: a transaction that was rolled back has used some up
                text.append(name).append('=').append(text(name, rows, column)).append('\n');
            }
        }
        return text.toString();
    }

    private static String text(String name, ResultSet rows, int column) throws SQLException {
        byte[] bytes =
                name.equals("job_data") || rows.getObject(column) instanceof byte[] ? rows.getBytes(column) : null;
        if (bytes == null) {
            return String.valueOf(rows.getObject(column));
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return name.equals("job_data")
                ? text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .sorted()
                        .toList()
                        .toString() // why: # has the time
                : Base64.getEncoder().encodeToString(bytes);
    }
}

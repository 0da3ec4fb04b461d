package dev.avow.benchmarks;

import dev.avow.benchmarks.Capture.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Captured rows, written again with prepared statements and nothing around them. */
final class RawInserts {

    private final DataSource source;

    RawInserts(DataSource source) {
        this.source = source;
    }

    /** Writes the rows of each declaration in a transaction of its own, from one thread. */
    void oneByOne(List<Map<Table, List<List<Object>>>> declarations) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (Map<Table, List<List<Object>>> declaration : declarations) {
                commit(connection, declaration);
            }
        }
    }

    /** Writes the rows of each declaration in a transaction of its own, from many threads. */
    void oneByOne(List<Map<Table, List<List<Object>>>> declarations, int threads) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Crowd.run(threads, () -> {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                for (int at = next.getAndIncrement(); at < declarations.size(); at = next.getAndIncrement()) {
                    commit(connection, declarations.get(at));
                }
            }
            return true;
        });
    }

    private static void commit(Connection connection, Map<Table, List<List<Object>>> declaration) throws SQLException {
        for (Map.Entry<Table, List<List<Object>>> rows : declaration.entrySet()) {
            insertEach(connection, rows.getKey(), rows.getValue());
        }
        connection.commit();
    }

    private static void insertEach(Connection connection, Table table, List<List<Object>> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (List<Object> row : rows) {
                Capture.bind(insert, row);
                insert.executeUpdate();
            }
        }
    }

    /** Writes the rows of so many declarations in a transaction each, a batch for each table. */
    void together(List<Map<Table, List<List<Object>>>> declarations, int most) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < declarations.size(); from += most) {
                Map<Table, List<List<Object>>> rows = new LinkedHashMap<>();
                declarations
                        .subList(from, Math.min(from + most, declarations.size()))
                        .forEach(one ->
                                one.forEach((table, own) -> rows.computeIfAbsent(table, unused -> new ArrayList<>())
                                        .addAll(own)));
                for (Map.Entry<Table, List<List<Object>>> some : rows.entrySet()) {
                    insertTogether(connection, some.getKey(), some.getValue());
                }
                connection.commit();
            }
        }
    }

    private static void insertTogether(Connection connection, Table table, List<List<Object>> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (List<Object> row : rows) {
                Capture.bind(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Writes each row of one table in a transaction of its own, from many threads. */
    void rows(Table table, int threads) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Crowd.run(threads, () -> {
            try (Connection connection = source.getConnection();
                    PreparedStatement insert = connection.prepareStatement(table.insert())) {
                for (int at = next.getAndIncrement(); at < table.rows().size(); at = next.getAndIncrement()) {
                    Capture.bind(insert, table.rows().get(at));
                    insert.executeUpdate();
                }
            }
            return true;
        });
    }
}

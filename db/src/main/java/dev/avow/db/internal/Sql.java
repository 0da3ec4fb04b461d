package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultBearing;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * Statements on one connection, which is never committed, rolled back or closed here; not for sharing between threads.
 */
final class Sql {

    private static final int FETCH = 200;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FREE = " for update skip locked";

    private final Handle handle;
    private final Database database;
    private final boolean writable;
    private String beginning = "";
    private boolean failed;

    private Sql(Handle handle, Database database, boolean writable) {
        this.handle = handle;
        this.database = database;
        this.writable = writable;
    }

    static Sql on(Connection connection, Database database, boolean writable) {
        return new Sql(Handles.on(connection), database, writable);
    }

    /**
     * Begins a transaction on the connection.
     *
     * @param beginning statements that set it up, each ended by a semicolon: they go with the first one, in one round trip
     */
    static Sql beginning(Connection connection, Database database, String beginning) {
        Sql sql = on(connection, database, true);
        sql.beginning = beginning;
        return sql;
    }

    Database database() {
        return database;
    }

    /** Tells whether a statement failed: PostgreSQL then rolls back where it is told to commit. */
    boolean failed() {
        return failed;
    }

    <T> List<T> list(String sql, Values values, Row.Reader<T> reader) {
        return run(sql, () -> {
            try (Query query = handle.createQuery(begun(sql))) {
                values.bindTo(query);
                return query.execute((statement, context) -> {
                    ResultSet rows = Results.rows(statement.get());
                    return ResultBearing.of(() -> rows, context)
                            .map(reader.mapper())
                            .list();
                });
            }
        });
    }

    /** As {@link #list}, of rows for some keys; none if there is none. */
    <T> List<T> listOf(String sql, Collection<KeyList.Pair> keys, Row.Reader<T> reader) {
        if (keys.isEmpty()) {
            return List.of();
        }
        KeyList each = KeyList.pairs(keys);
        return list(each.in(sql), each.values(), reader);
    }

    /** Visits rows as they come; of a transaction's rows, PostgreSQL sends only so many at once. */
    <T> void each(String sql, Values values, Row.Reader<T> reader, Consumer<T> visitor) {
        run(sql, () -> {
            begin();
            try (Query query = handle.createQuery(sql).setFetchSize(FETCH)) {
                values.bindTo(query);
                query.map(reader.mapper()).forEach(visitor);
                return true;
            }
        });
    }

    <T> Optional<T> find(String sql, Values values, Row.Reader<T> reader) {
        List<T> rows = list(sql, values, reader);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** As {@link #find}, of a row that then stays locked until the transaction ends. */
    <T> Optional<T> lock(String sql, Values values, Row.Reader<T> reader) {
        requireWritable();
        return find(sql + " for update", values, reader);
    }

    /**
     * Locks those of the rows that a statement finds that no other transaction has locked, and returns them.
     *
     * @param sql with {@link KeyList#EACH} for the digests
     */
    <T> List<T> lockFree(String sql, Collection<String> digests, Row.Reader<T> reader) {
        requireWritable();
        if (digests.isEmpty()) {
            return List.of();
        }
        KeyList each = KeyList.digests(digests);
        return list(each.in(sql) + FREE, each.values(), reader);
    }

    /** Runs a statement and returns how many rows it changed. */
    int update(String sql, Values values) {
        requireWritable();
        return run(sql, () -> execute(sql, values));
    }

    /** Inserts rows, in one round trip. */
    void insertAll(String sql, List<Values> rows) {
        updateAll(sql, rows);
    }

    /** Runs a statement once for each of some values, in one round trip, and returns how many rows each changed. */
    int[] updateAll(String sql, List<Values> rows) {
        requireWritable();
        return rows.isEmpty() ? new int[0] : run(sql, () -> executeAll(sql, rows));
    }

    /** Inserts one row, and returns the value that the database gave this column. */
    long insert(String sql, Values values, String column) {
        requireWritable();
        return run(sql, () -> {
            begin();
            try (Update update = handle.createUpdate(sql)) {
                values.bindTo(update);
                return update.executeAndReturnGeneratedKeys(column)
                        .map((result, context) -> result.getLong(1))
                        .one();
            }
        });
    }

    /** Inserts one row; returns false, and changes nothing, if a unique key of it is taken. */
    boolean insertIfAbsent(String sql, Values values) {
        requireWritable();
        return switch (database) {
            case POSTGRESQL -> update(sql + " on conflict do nothing", values) == 1;
            case H2 -> run(sql, () -> executeIfAbsent(sql, values));
        };
    }

    private boolean executeIfAbsent(String sql, Values values) {
        try {
            return execute(sql, values) == 1;
        } catch (JdbiException e) {
            if (sqlCause(e)
                    .filter(cause -> UNIQUE_VIOLATION.equals(cause.getSQLState()))
                    .isPresent()) {
                return false;
            }
            throw e;
        }
    }

    private int execute(String sql, Values values) {
        try (Update update = handle.createUpdate(begun(sql))) {
            values.bindTo(update);
            return update.execute((statement, context) -> Results.count(statement.get()));
        }
    }

    private int[] executeAll(String sql, List<Values> rows) {
        begin();
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (Values row : rows) {
                row.bindTo(batch);
                batch.add();
            }
            return batch.execute();
        }
    }

    /** Returns a statement with those before it that set up the transaction, if it is the first. */
    private String begun(String sql) {
        String text = beginning + sql;
        beginning = "";
        return text;
    }

    /** Sets up the transaction by itself, before a statement that goes with no other. */
    private void begin() {
        if (!beginning.isEmpty()) {
            handle.execute(begun(""));
        }
    }

    /** Leaves jdbi's own exception out: its message holds the bound values. */
    private <T> T run(String sql, Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            failed = true;
            SQLException cause = sqlCause(e).orElseThrow(() -> e);
            throw refused(sql, cause);
        }
    }

    static StoreException refused(String sql, SQLException cause) {
        String beginning = sql.lines().findFirst().orElse("").strip();
        return new StoreException(
                "Database refused a statement, SQLSTATE " + cause.getSQLState() + ": " + beginning + ". See the cause.",
                cause);
    }

    private static Optional<SQLException> sqlCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private void requireWritable() {
        if (!writable) {
            throw new StoreException(
                    "Session only reads. Write with Store.write, on a store that is open for writing.");
        }
    }
}

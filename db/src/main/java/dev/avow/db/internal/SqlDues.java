package dev.avow.db.internal;

import dev.avow.db.Dues;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Moments in SQL. */
final class SqlDues implements Dues {

    static final String INSERT = """
            insert into due (identity, kind, at)
            values (:identity, :kind, :at)""";

    private static final String FIND = """
            select identity, kind, at from due
            where identity = :identity and kind = :kind""";

    private static final String DELETE = """
            delete from due
            where identity = :identity and kind = :kind""";

    static final String DUE = """
            select identity, kind, at from due
            where kind = :kind and at <= :until
            order by kind, at, identity fetch first :limit rows only""";

    /** {@code at >= :at} says nothing new, but gives both databases where to enter the index. */
    static final String DUE_AFTER = """
            select identity, kind, at from due
            where kind = :kind and at <= :until and at >= :at and (at > :at or identity > :identity)
            order by kind, at, identity fetch first :limit rows only""";

    private final Sql sql;

    SqlDues(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(DueRow due) {
        return sql.insertIfAbsent(INSERT, values(due));
    }

    static Values values(DueRow due) {
        return key(due.identity(), due.kind()).time("at", due.at());
    }

    @Override
    public Optional<Instant> find(String identity, String kind) {
        return sql.find(FIND, key(identity, kind), SqlDues::dueRow).map(DueRow::at);
    }

    @Override
    public boolean delete(String identity, String kind) {
        return sql.update(DELETE, key(identity, kind)) == 1;
    }

    @Override
    public List<DueRow> due(String kind, Instant until, Optional<DueRow> after, int limit) {
        Values values =
                Values.values().text("kind", kind).moment("until", until).number("limit", limit);
        return after.map(last -> sql.list(
                        DUE_AFTER, values.moment("at", last.at()).digest("identity", last.identity()), SqlDues::dueRow))
                .orElseGet(() -> sql.list(DUE, values, SqlDues::dueRow));
    }

    private static Values key(String identity, String kind) {
        return Values.values().digest("identity", identity).text("kind", kind);
    }

    private static DueRow dueRow(Row row) throws SQLException {
        return new DueRow(row.digest("identity"), row.text("kind"), row.time("at"));
    }
}

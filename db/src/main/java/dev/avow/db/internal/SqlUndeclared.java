package dev.avow.db.internal;

import static dev.avow.db.internal.SqlDeclarations.occasion;
import static dev.avow.db.internal.Values.values;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is never declared, in SQL. */
final class SqlUndeclared {

    private static final String INSERT = """
            insert into undeclared (job, task, occasion, reason, at)
            values (:job, :task, :occasion, :reason, :at)""";

    private static final String FIND = """
            select job, task, occasion, reason, at from undeclared
            where job = :job and task = :task and occasion = :occasion""";

    static final String OF_JOB = """
            select job, task, occasion, reason, at from undeclared
            where job = :job
            order by job, at desc, task desc, occasion desc fetch first :limit rows only""";

    private final Sql sql;

    SqlUndeclared(Sql sql) {
        this.sql = sql;
    }

    boolean insert(UndeclaredRow undeclared) {
        return sql.insertIfAbsent(
                INSERT,
                occasion(undeclared.key()).text("reason", undeclared.reason()).time("at", undeclared.at()));
    }

    Optional<UndeclaredRow> find(OccasionKey key) {
        return sql.find(FIND, occasion(key), SqlUndeclared::undeclaredRow);
    }

    List<UndeclaredRow> ofJob(String job, int limit) {
        return sql.list(OF_JOB, values().text("job", job).number("limit", limit), SqlUndeclared::undeclaredRow);
    }

    static UndeclaredRow undeclaredRow(Row row) throws SQLException {
        return new UndeclaredRow(SqlDeclarations.occasionKey(row), row.text("reason"), row.time("at"));
    }
}

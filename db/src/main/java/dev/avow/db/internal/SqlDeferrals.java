package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Bytes;
import dev.avow.db.Deferrals;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Deferrals in SQL. */
final class SqlDeferrals implements Deferrals {

    private static final String UPDATE = """
            update deferral set until = :until, body = :body, times = times + 1, losses = 0
            where identity = :identity and attempt = :attempt""";

    private static final String INSERT = """
            insert into deferral (identity, attempt, until, body, times, losses)
            values (:identity, :attempt, :until, :body, 1, 0)""";

    private static final String LOSE = """
            update deferral set until = :until, losses = losses + :losses
            where identity = :identity and attempt = :attempt""";

    static final String FIND = """
            select deferral.identity, deferral.attempt, until, body, times, losses, epoch from deferral
            join attempt on attempt.identity = deferral.identity and attempt.attempt = deferral.attempt
            where deferral.identity = :identity and deferral.attempt = :attempt""";

    private static final String DELETE = "delete from deferral where identity = :identity and attempt = :attempt";

    private final Sql sql;

    SqlDeferrals(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(String identity, int attempt, Instant until, Bytes body) {
        Values values = attempt(identity, attempt).time("until", until).bytes("body", body);
        if (sql.update(UPDATE, values) == 0) {
            sql.update(INSERT, values);
        }
    }

    @Override
    public void lose(String identity, int attempt, Instant until, boolean counted) {
        sql.update(LOSE, attempt(identity, attempt).time("until", until).number("losses", counted ? 1 : 0));
    }

    @Override
    public Optional<DeferralRow> find(String identity, int attempt) {
        return sql.find(FIND, attempt(identity, attempt), SqlDeferrals::deferralRow);
    }

    @Override
    public void delete(String identity, int attempt) {
        sql.update(DELETE, attempt(identity, attempt));
    }

    private static Values attempt(String identity, int attempt) {
        return values().digest("identity", identity).number("attempt", attempt);
    }

    private static DeferralRow deferralRow(Row row) throws SQLException {
        return new DeferralRow(
                row.digest("identity"),
                row.number("attempt"),
                row.time("until"),
                row.bytes("body"),
                row.number("times"),
                row.number("losses"),
                row.number("epoch"));
    }
}

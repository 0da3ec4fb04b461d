package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Cancels;
import java.util.List;

/** Marks of attempts in SQL. */
final class SqlCancels implements Cancels {

    private static final String MARK = """
            update attempt set cancel = true
            where identity = :identity and attempt = :attempt and ended_at is null and not cancel""";

    private static final String IS_MARKED = """
            select attempt from attempt
            where identity = :identity and attempt = :attempt and cancel""";

    static final String MARKED = """
            select identity, attempt, node, epoch from attempt
            where ended_at is null and node = :node and cancel
            order by started_at, identity, attempt""";

    private final Sql sql;

    SqlCancels(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean mark(String identity, int attempt) {
        return sql.update(MARK, attempt(identity, attempt)) == 1;
    }

    @Override
    public boolean isMarked(String identity, int attempt) {
        return sql.find(IS_MARKED, attempt(identity, attempt), row -> row.number("attempt"))
                .isPresent();
    }

    @Override
    public List<Claim> marked(String node) {
        return sql.list(
                MARKED,
                values().text("node", node),
                row -> new Claim(row.digest("identity"), row.number("attempt"), row.text("node"), row.number("epoch")));
    }

    private static Values attempt(String identity, int attempt) {
        return values().digest("identity", identity).number("attempt", attempt);
    }
}

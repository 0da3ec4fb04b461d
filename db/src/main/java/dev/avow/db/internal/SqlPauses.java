package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Pauses;
import java.time.Instant;
import java.util.List;

/** Pauses in SQL. */
final class SqlPauses implements Pauses {

    private static final String PAUSE = "insert into pause (job, since) values (:job, :at)";

    private static final String RESUME = "delete from pause where job = :job";

    private static final String HOLDS = """
            select pause.job from pause join run on run.job = pause.job
            where run.identity = :identity""";

    private static final String FIND = "select job from pause where job = :job";

    static final String LEFT_WAITING = """
            select identity from run
            where waiting = :reason and not exists (select 1 from pause where pause.job = run.job)
            order by at, since, identity fetch first :limit rows only""";

    private final Sql sql;

    SqlPauses(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean pause(String job, Instant at) {
        return sql.insertIfAbsent(PAUSE, values().text("job", job).time("at", at));
    }

    @Override
    public boolean resume(String job) {
        return sql.update(RESUME, values().text("job", job)) == 1;
    }

    @Override
    public boolean holds(String identity) {
        return sql.find(HOLDS, values().digest("identity", identity), row -> row.text("job"))
                .isPresent();
    }

    @Override
    public boolean lock(String job) {
        return sql.lock(FIND, values().text("job", job), row -> row.text("job")).isPresent();
    }

    @Override
    public List<String> leftWaiting(String reason, int limit) {
        return sql.list(
                LEFT_WAITING, values().text("reason", reason).number("limit", limit), row -> row.digest("identity"));
    }
}

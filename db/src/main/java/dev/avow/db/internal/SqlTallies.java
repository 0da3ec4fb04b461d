package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Tallies;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Tallies in SQL. */
final class SqlTallies implements Tallies {

    static final String STATES = """
            select state, count(*) as runs, sum(attempts) as attempts from run
            where job = :job and at >= :from and at < :to
            group by state
            order by state""";

    /** The databases compute the quantiles, exactly; PostgreSQL and H2 subtract moments to intervals. */
    private static final String SPREAD = """
            select count(millis) as counted, min(millis) as lowest, max(millis) as highest,
                percentile_disc(0.5) within group (order by millis) as half,
                percentile_disc(0.95) within group (order by millis) as most
            from (select cast(round(extract(epoch from (%s)) * 1000) as bigint) as millis
                from run r join attempt a on a.identity = r.identity
                where r.job = :job and r.at >= :from and r.at < :to and %s) as spans""";

    static final String DURATIONS =
            SPREAD.formatted("a.ended_at - a.started_at", "a.state <> 'RUNNING' and a.state <> 'DEFERRED'");

    /** H2 would else go by the occasion, through all slots of the job. */
    static final String LATENESS = SPREAD.formatted(
            "a.started_at - r.at", "a.attempt = 1 and r.number = 1 and substring(r.occasion from 1 for 5) = 'slot:'");

    static final String EVENTS = """
            select e.seq, e.kind, e.job, e.identity, e.attempt, e.at, e.body, e.digest
            from run r join event e on e.identity = r.identity
            where r.job = :job and r.at <= :newest and r.at >= :oldest
                and (r.at < :newest or r.declared_at < :firstDeclared or (r.declared_at = :firstDeclared
                    and (r.number < :firstNumber or (r.number = :firstNumber and r.identity <= :first))))
                and (r.at > :oldest or r.declared_at > :lastDeclared or (r.declared_at = :lastDeclared
                    and (r.number > :lastNumber or (r.number = :lastNumber and r.identity >= :last))))
                and e.kind = any(:kinds)""";

    private final Sql sql;

    SqlTallies(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<StateCount> states(String job, Instant from, Instant to) {
        return sql.list(
                STATES,
                span(job, from, to),
                row -> new StateCount(row.text("state"), row.longNumber("runs"), row.longNumber("attempts")));
    }

    @Override
    public Spread durations(String job, Instant from, Instant to) {
        return sql.find(DURATIONS, span(job, from, to), SqlTallies::spread).orElseThrow();
    }

    @Override
    public Spread lateness(String job, Instant from, Instant to) {
        return sql.find(LATENESS, span(job, from, to), SqlTallies::spread).orElseThrow();
    }

    @Override
    public List<StoredEvent> events(RunRow newest, RunRow oldest, Set<String> kinds) {
        return sql.list(EVENTS, between(newest, oldest).texts("kinds", kinds), SqlEvents::storedEvent);
    }

    static Values between(RunRow newest, RunRow oldest) {
        return values().text("job", newest.key().job())
                .moment("newest", newest.at())
                .moment("firstDeclared", newest.declaredAt())
                .number("firstNumber", newest.number())
                .digest("first", newest.identity())
                .moment("oldest", oldest.at())
                .moment("lastDeclared", oldest.declaredAt())
                .number("lastNumber", oldest.number())
                .digest("last", oldest.identity());
    }

    private static Values span(String job, Instant from, Instant to) {
        return values().text("job", job).moment("from", from).moment("to", to);
    }

    private static Spread spread(Row row) throws SQLException {
        return new Spread(
                row.longNumber("counted"),
                row.longNumber("lowest"),
                row.longNumber("half"),
                row.longNumber("most"),
                row.longNumber("highest"));
    }
}

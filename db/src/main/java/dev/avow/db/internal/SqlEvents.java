package dev.avow.db.internal;

import dev.avow.db.Events;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events in SQL. */
final class SqlEvents implements Events {

    static final String APPEND = """
            insert into event (kind, job, identity, attempt, at, body, digest)
            values (:kind, :job, :identity, :attempt, :at, :body, :digest)""";

    static final String OF_RUN = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where identity = :identity and seq < :before
            order by identity desc, seq desc fetch first :limit rows only""";

    static final String OF_RUN_AFTER = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where identity = :identity and seq > :after
            order by identity, seq fetch first :limit rows only""";

    static final String COUNT_OF_RUN = """
            select count(*) as events from event
            where identity = :identity and seq < :before""";

    /** What every run has. PostgreSQL has no index for these kinds, and must be told where others are looked for. */
    private static final Set<String> USUAL = Set.of("DECLARED", "CLAIMED", "OUTCOME");

    static final String RARE = " and kind not in ('DECLARED', 'CLAIMED', 'OUTCOME')\n";

    private static final String NEWEST = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where identity = :identity and kind = :kind""";

    static final String OF_RUN_AND_KIND = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where identity = :identity and kind = any(:kinds)
            order by seq""";

    static final String OF_JOB = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where job = :job and seq > :after
            order by job, seq fetch first :limit rows only""";

    private static final String OF_KIND = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where job = :job and kind = :kind and seq < :before""";

    private final Sql sql;

    SqlEvents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public long append(EventRow event) {
        return sql.insert(APPEND, values(event), "seq");
    }

    static Values values(EventRow event) {
        return Values.values()
                .text("kind", event.kind())
                .text("job", event.job())
                .digest("identity", event.identity())
                .number("attempt", event.attempt())
                .time("at", event.at())
                .bytes("body", event.body())
                .digest("digest", event.digest());
    }

    @Override
    public List<StoredEvent> ofRun(String identity, long before, int limit) {
        return sql.list(
                OF_RUN,
                Values.values()
                        .digest("identity", identity)
                        .number("before", before)
                        .number("limit", limit),
                SqlEvents::storedEvent);
    }

    @Override
    public List<StoredEvent> ofRunAfter(String identity, long after, int limit) {
        return sql.list(
                OF_RUN_AFTER,
                Values.values()
                        .digest("identity", identity)
                        .number("after", after)
                        .number("limit", limit),
                SqlEvents::storedEvent);
    }

    @Override
    public long countOfRun(String identity, long before) {
        return sql.find(
                        COUNT_OF_RUN,
                        Values.values().digest("identity", identity).number("before", before),
                        row -> row.longNumber("events"))
                .orElseThrow();
    }

    @Override
    public Optional<StoredEvent> newest(String identity, String kind) {
        return sql.find(
                newest(kind), Values.values().digest("identity", identity).text("kind", kind), SqlEvents::storedEvent);
    }

    static String newest(String kind) {
        return NEWEST + rare(kind) + "order by identity desc, kind desc, seq desc fetch first 1 rows only";
    }

    @Override
    public List<StoredEvent> ofRun(String identity, Set<String> kinds) {
        return sql.list(
                OF_RUN_AND_KIND,
                Values.values().digest("identity", identity).texts("kinds", kinds),
                SqlEvents::storedEvent);
    }

    @Override
    public List<StoredEvent> ofJob(String job, long after, int limit) {
        return sql.list(
                OF_JOB,
                Values.values().text("job", job).number("after", after).number("limit", limit),
                SqlEvents::storedEvent);
    }

    @Override
    public List<StoredEvent> ofKind(String job, String kind, long before, int limit) {
        return sql.list(
                ofKind(kind),
                Values.values()
                        .text("job", job)
                        .text("kind", kind)
                        .number("before", before)
                        .number("limit", limit),
                SqlEvents::storedEvent);
    }

    static String ofKind(String kind) {
        return OF_KIND + rare(kind) + "order by job desc, kind desc, seq desc fetch first :limit rows only";
    }

    private static String rare(String kind) {
        return USUAL.contains(kind) ? "\n" : RARE;
    }

    static StoredEvent storedEvent(Row row) throws SQLException {
        return new StoredEvent(
                row.longNumber("seq"),
                new EventRow(
                        row.text("kind"),
                        row.text("job"),
                        row.optionalDigest("identity"),
                        row.optionalNumber("attempt"),
                        row.time("at"),
                        row.bytes("body"),
                        row.digest("digest")));
    }
}

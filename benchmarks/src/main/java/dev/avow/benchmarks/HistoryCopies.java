package dev.avow.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * Makes a store of any size: of the two oldest runs of each job come copies, each two slots further back, with identities,
 * occasions and inputs of their own. What refuses changes stays on; that rows refer to others is not checked meanwhile,
 * since it takes half of the time.
 */
final class HistoryCopies {

    private static final int COPIED_SLOTS = 2;

    /** How many copies of all are one transaction. */
    private static final int CHUNK = 50;

    /** Triggers that are always on, such as those that refuse changes, stay so. */
    private static final String UNCHECKED_POSTGRESQL = "set local session_replication_role = replica";

    private static final String SEED = """
            create table benchmark_seed as
            select identity, at from run where at < cast('%s' as timestamp with time zone)""";

    /** What differs between databases is in braces; {@code s} is what is copied, {@code g.k} the number of the copy. */
    private static final List<String> COPY = List.of("""
            insert into declaration (identity, job, task, occasion, number, map_index, spec, body, declared_at)
            select {identity}, d.job, d.task, {occasion}, d.number, d.map_index, d.spec, d.body, d.declared_at - {back}
            from benchmark_seed s join declaration d on d.identity = s.identity cross join {copies}""", """
            insert into run (identity, job, task, occasion, number, map_index, map_key, at, spec, policy, declared_at,
                state, waiting, detail, attempts, since)
            select {identity}, r.job, r.task, {occasion}, r.number, r.map_index, r.map_key, r.at - {back}, r.spec,
                r.policy, r.declared_at - {back}, r.state, r.waiting, r.detail, r.attempts, r.since - {back}
            from benchmark_seed s join run r on r.identity = s.identity cross join {copies}""", """
            insert into attempt (identity, attempt, node, epoch, beat, state, detail, started_at, ended_at)
            select {identity}, a.attempt, a.node, a.epoch, a.beat, a.state, a.detail, a.started_at - {back},
                a.ended_at - {back}
            from benchmark_seed s join attempt a on a.identity = s.identity cross join {copies}""", """
            insert into locator (identity, input, locator)
            select {identity}, l.input, l.locator
            from benchmark_seed s join locator l on l.identity = s.identity cross join {copies}""", """
            insert into used (kind, subject, at, identity)
            select u.kind, case when u.kind = 'INPUT' then {subject} else u.subject end, u.at - {back}, {identity}
            from benchmark_seed s join used u on u.identity = s.identity cross join {copies}""", """
            insert into event (kind, job, identity, attempt, at, body, digest)
            select e.kind, e.job, {identity}, e.attempt, e.at - {back}, e.body, e.digest
            from benchmark_seed s join event e on e.identity = s.identity cross join {copies}""");

    private final Databases database;
    private final DataSource source;
    private final int jobs;
    private int copies;

    private HistoryCopies(Databases database, DataSource source, int jobs) {
        this.database = database;
        this.source = source;
        this.jobs = jobs;
    }

    /** Begins with a store that has the runs of the seed alone. */
    static HistoryCopies of(Databases database, DataSource source, int jobs) throws SQLException {
        HistoryCopies made = new HistoryCopies(database, source, jobs);
        try (Connection connection = source.getConnection()) {
            Instant end = HistorySeed.FIRST.plus(HistorySeed.PERIOD.multipliedBy(COPIED_SLOTS));
            execute(connection, SEED.formatted(end));
            execute(connection, made.h2() ? "analyze" : "analyze benchmark_seed");
        }
        return made;
    }

    /** Returns how many slots of each job there are before the first real one. */
    int slots() {
        return copies * COPIED_SLOTS;
    }

    int jobs() {
        return jobs;
    }

    /** Adds copies until there are so many runs, and lets the database look at its tables. */
    void growTo(int runs) throws SQLException {
        int wanted = (runs / jobs - HistorySeed.RUNS) / COPIED_SLOTS;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            while (copies < wanted) {
                int next = Math.min(copies + CHUNK, wanted);
                execute(connection, h2() ? "set referential_integrity false" : UNCHECKED_POSTGRESQL);
                for (String text : COPY) {
                    insert(connection, filled(text), copies + 1, next);
                }
                connection.commit();
                copies = next;
            }
            connection.setAutoCommit(true);
            if (h2()) {
                execute(connection, "set referential_integrity true");
            }
            execute(connection, h2() ? "analyze" : "vacuum analyze");
        }
    }

    private static void insert(Connection connection, String text, int first, int last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setInt(1, first);
            statement.setInt(2, last);
            statement.executeUpdate();
        }
    }

    private String filled(String text) {
        boolean h2 = h2();
        String digest = h2 ? "hash('SHA-256', %s || '#' || g.k)" : "sha256(convert_to(%s || '#' || g.k, 'UTF8'))";
        String hex = h2 ? "rawtohex(%s)" : "encode(%s, 'hex')";
        String moment = h2
                ? "formatdatetime(s.at - {back}, 'yyyy-MM-dd''T''HH:mm:ss''Z''', 'en', 'UTC')"
                : "to_char((s.at - {back}) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
        String numbers = h2 ? "(select x as k from system_range(?, ?)) g" : "generate_series(?, ?) as g(k)";
        return text.replace("{identity}", digest.formatted(hex.formatted("s.identity")))
                .replace("{subject}", "'sha256:' || lower(" + hex.formatted(digest.formatted("u.subject")) + ")")
                .replace("{occasion}", "'slot:default:' || " + moment)
                .replace("{back}", "g.k * interval '" + COPIED_SLOTS + "' hour")
                .replace("{copies}", numbers);
    }

    private boolean h2() {
        return database == Databases.H2;
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}

package dev.avow.benchmarks;

import dev.avow.engine.identity.Digest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/**
 * Makes a store of any size: of the two oldest runs of each job come copies, each two slots further back, with identities,
 * occasions and inputs of their own. Indexes and constraints are made anew after each growth, which takes a tenth of the
 * time.
 */
final class HistoryCopies {

    private static final int COPIED_SLOTS = 2;

    /** How many copies of all are one transaction. */
    private static final int CHUNK = 50;

    /** What has rows of each run, in any order. */
    private static final List<String> TABLES = List.of("declaration", "run", "attempt", "locator", "used", "event");

    /** The rows to copy, with the slot of their run, apart from a table that grows. */
    private static final String SEED = """
            create table seed_%1$s as
            select t.*, s.slot from %1$s t join (
                select identity, at as slot from run where at < cast('%2$s' as timestamp with time zone)
            ) s on s.identity = t.identity""";

    /** What differs between databases is in braces; {@code t} is what is copied, {@code g.k} the number of the copy. */
    private static final List<String> COPY = List.of("""
            insert into declaration (identity, job, task, occasion, number, map_index, spec, body, declared_at)
            select {identity}, t.job, t.task, {occasion}, t.number, t.map_index, t.spec, t.body, t.declared_at - {back}
            from seed_declaration t cross join {copies}""", """
            insert into run (identity, job, task, occasion, number, map_index, map_key, at, spec, policy, declared_at,
                state, waiting, detail, attempts, since, took_attempt, took)
            select {identity}, t.job, t.task, {occasion}, t.number, t.map_index, t.map_key, t.at - {back}, t.spec,
                t.policy, t.declared_at - {back}, t.state, t.waiting, t.detail, t.attempts, t.since - {back}, t.took_attempt,
                t.took
            from seed_run t cross join {copies}""", """
            insert into attempt (identity, attempt, node, epoch, beat, state, detail, started_at, ended_at)
            select {identity}, t.attempt, t.node, t.epoch, t.beat, t.state, t.detail, t.started_at - {back},
                t.ended_at - {back}
            from seed_attempt t cross join {copies}""", """
            insert into locator (identity, input, locator)
            select {identity}, t.input, t.locator from seed_locator t cross join {copies}""", """
            insert into used (mark, at, identity, subject)
            select case when t.mark = i.mark then {mark} else t.mark end, t.at - {back}, {identity}, t.subject
            from seed_used t join seed_input i on i.identity = t.identity cross join {copies}""", """
            insert into event (kind, job, identity, attempt, at, body, digest)
            select t.kind, t.job, {identity}, t.attempt, t.at - {back}, t.body, t.digest
            from seed_event t cross join {copies}""");

    /** No question reads events, and H2 takes long to index them. */
    private static final String EVENTS = "insert into event ";

    private static final String POSTGRESQL_MARK = """
            cast(encode(substring(sha256(convert_to('INPUT sha256:' || encode(sha256(convert_to(
                i.subject || '#' || g.k, 'UTF8')), 'hex'), 'UTF8')) from 1 for 16), 'hex') as uuid)""";

    private static final String H2_MARK = """
            cast(substring(hash('SHA-256', 'INPUT sha256:' || lower(rawtohex(hash('SHA-256',
                i.subject || '#' || g.k)))) from 1 for 16) as uuid)""";

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
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            Instant end = HistorySeed.FIRST.plus(HistorySeed.PERIOD.multipliedBy(COPIED_SLOTS));
            for (String table : TABLES) {
                statement.execute(SEED.formatted(table, end));
            }
            inputs(connection, statement, jobs);
        }
        return new HistoryCopies(database, source, jobs);
    }

    /** Notes what the runs that are copied read: the table of what they used says it no longer. */
    private static void inputs(Connection connection, Statement statement, int jobs) throws SQLException {
        statement.execute(
                "create table seed_input as select identity, job, at as slot, cast('' as varchar(100)) as subject,"
                        + " cast(null as uuid) as mark from seed_run");
        try (PreparedStatement update =
                connection.prepareStatement("update seed_input set subject = ?, mark = ? where job = ? and slot = ?")) {
            for (int job = 0; job < jobs; job++) {
                for (int i = 0; i < COPIED_SLOTS; i++) {
                    Instant slot = HistorySeed.FIRST.plus(HistorySeed.PERIOD.multipliedBy(i));
                    String subject = HistorySeed.input(job, slot).text();
                    update.setString(1, subject);
                    update.setObject(2, HistoryByHand.mark("INPUT", subject));
                    update.setString(3, HistorySeed.job(job));
                    update.setObject(4, slot.atOffset(ZoneOffset.UTC));
                    update.executeUpdate();
                }
            }
        }
    }

    /** Returns how many slots of each job there are before the first real one. */
    int slots() {
        return copies * COPIED_SLOTS;
    }

    /** Returns what the copy of a run read, which says so nowhere but in what finds it. */
    static Digest input(int job, Instant at) {
        long slots = Duration.between(at, HistorySeed.FIRST).dividedBy(HistorySeed.PERIOD);
        long copy = (slots + COPIED_SLOTS - 1) / COPIED_SLOTS;
        Instant slot = at.plus(HistorySeed.PERIOD.multipliedBy(copy * COPIED_SLOTS));
        return Digest.of((HistorySeed.input(job, slot).text() + "#" + copy).getBytes(StandardCharsets.UTF_8));
    }

    int jobs() {
        return jobs;
    }

    /** Adds copies until there are so many runs, and lets the database look at its tables. */
    void growTo(int runs) throws SQLException {
        int wanted = (runs / jobs - HistorySeed.RUNS) / COPIED_SLOTS;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            HistoryIndexes indexes = HistoryIndexes.drop(database, statement, TABLES);
            connection.setAutoCommit(false);
            while (copies < wanted) {
                int next = Math.min(copies + CHUNK, wanted);
                for (String text : COPY) {
                    if (!h2() || !text.startsWith(EVENTS)) {
                        insert(connection, filled(text), copies + 1, next);
                    }
                }
                connection.commit();
                copies = next;
            }
            connection.setAutoCommit(true);
            indexes.makeAgain(statement);
            statement.execute(h2() ? "analyze" : "vacuum analyze");
            statement.execute(h2() ? "checkpoint sync" : "checkpoint");
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
                ? "formatdatetime(t.slot - {back}, 'yyyy-MM-dd''T''HH:mm:ss''Z''', 'en', 'UTC')"
                : "to_char((t.slot - {back}) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
        String numbers = h2 ? "(select x as k from system_range(?, ?)) g" : "generate_series(?, ?) as g(k)";
        return text.replace("{identity}", digest.formatted(hex.formatted("t.identity")))
                .replace("{mark}", h2 ? H2_MARK : POSTGRESQL_MARK)
                .replace("{occasion}", "'slot:default:' || " + moment)
                .replace("{back}", "g.k * interval '" + COPIED_SLOTS + "' hour")
                .replace("{copies}", numbers);
    }

    private boolean h2() {
        return database == Databases.H2;
    }
}

package dev.avow.db.internal;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Runs;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs in SQL. */
final class SqlRuns implements Runs {

    static final String INSERT = """
            insert into run (identity, job, task, occasion, number, map_index, map_key, at, spec, policy, declared_at,
                state, waiting, detail, attempts, since)
            values (:identity, :job, :task, :occasion, :number, :index, :element, :at, :spec, :policy, :declaredAt,
                :state, :waiting, :detail, :attempts, :since)""";

    static final String SELECT = """
            select identity, job, task, occasion, number, map_index, map_key, at, spec, policy, declared_at,
                state, waiting, detail, attempts, since
            from run
            """;

    private static final String FIND = SELECT + "where identity = :identity";

    static final String FIND_ALL = SELECT + "where identity = any(:identities)";

    static final String LOCK_FREE = SELECT + "where identity in (" + KeyList.EACH + ")";

    /** How long an attempt of a run took that has ended, and does not wait without a thread: in milliseconds. */
    static final String TOOK = """
            (select cast(extract(epoch from n.ended_at - n.started_at) * 1000 as bigint) from attempt n
                where n.identity = %s and n.attempt = %s and n.state <> 'DEFERRED')""";

    /** Also notes what lists would else read of an attempt for each run, and of which attempt it is. */
    static final String CHANGE = """
            update run
            set state = :state, waiting = :waiting, detail = :detail, attempts = :attempts, since = :since,
                took_attempt = :attempts, took = %s
            where identity = :identity and state = any(:expected)""".formatted(TOOK.formatted(":identity", ":attempts"));

    static final String IDENTITIES = """
            select identity from run
            where identity >= :first and identity <= :last
            order by identity fetch first :limit rows only""";

    static final String OF_OCCASION = SELECT + """
            where job = :job and occasion = :occasion
            order by task, number, map_index""";

    static final String ANY_IN = """
            select identity from run
            where job = :job and occasion = :occasion and task = :task and state = any(:states)
            fetch first 1 rows only""";

    static final String WAITING = SELECT + """
            where waiting = :reason
            order by waiting, since, identity fetch first :limit rows only""";

    static final String WAITING_AFTER = SELECT + """
            where waiting = :reason and since >= :since and (since > :since or identity > :identity)
            order by waiting, since, identity fetch first :limit rows only""";

    private final Sql sql;

    SqlRuns(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(RunRow run) {
        sql.update(INSERT, values(run));
    }

    static Values values(RunRow run) {
        return standing(run.standing())
                .digest("identity", run.identity())
                .text("job", run.key().job())
                .text("task", run.key().task())
                .text("occasion", run.key().occasion())
                .number("number", run.number())
                .number("index", run.element().map(Element::index).orElse(DeclarationRow.NOT_MAPPED))
                .text("element", run.element().map(Element::key))
                .time("at", run.at())
                .digest("spec", run.spec())
                .text("policy", run.policy())
                .time("declaredAt", run.declaredAt());
    }

    @Override
    public Optional<RunRow> find(String identity) {
        return sql.find(FIND, Values.values().digest("identity", identity), SqlRuns::runRow);
    }

    @Override
    public List<RunRow> findAll(Collection<String> identities) {
        return sql.list(FIND_ALL, Values.values().digests("identities", identities), SqlRuns::runRow);
    }

    @Override
    public Optional<RunRow> lock(String identity) {
        return sql.lock(FIND, Values.values().digest("identity", identity), SqlRuns::runRow);
    }

    @Override
    public List<RunRow> lockFree(Collection<String> identities) {
        return sql.lockFree(LOCK_FREE, identities, SqlRuns::runRow);
    }

    @Override
    public boolean change(String identity, Set<String> expectedStates, Standing to) {
        return sql.update(CHANGE, changed(identity, expectedStates, to)) == 1;
    }

    static Values changed(String identity, Set<String> expectedStates, Standing to) {
        return standing(to).digest("identity", identity).texts("expected", expectedStates);
    }

    @Override
    public List<String> identities(String first, String last, int limit) {
        return sql.list(
                IDENTITIES,
                Values.values().digest("first", first).digest("last", last).number("limit", limit),
                row -> row.digest("identity"));
    }

    @Override
    public List<RunRow> ofOccasion(String job, String occasion) {
        return sql.list(OF_OCCASION, Values.values().text("job", job).text("occasion", occasion), SqlRuns::runRow);
    }

    @Override
    public boolean anyIn(OccasionKey key, Set<String> states) {
        return sql.find(ANY_IN, SqlDeclarations.occasion(key).texts("states", states), row -> row.digest("identity"))
                .isPresent();
    }

    @Override
    public List<RunRow> waiting(String reason, Optional<RunRow> after, int limit) {
        Values values = Values.values().text("reason", reason).number("limit", limit);
        return after.map(last -> sql.list(
                        WAITING_AFTER,
                        values.moment("since", last.standing().since()).digest("identity", last.identity()),
                        SqlRuns::runRow))
                .orElseGet(() -> sql.list(WAITING, values, SqlRuns::runRow));
    }

    @Override
    public List<RunRow> adrift(Set<String> states, String scheduler, String group, int limit) {
        return new SqlAdrift(sql).undeferred(states, scheduler, group, limit);
    }

    @Override
    public List<RunRow> deferredAdrift(String scheduler, String group, int limit) {
        return new SqlAdrift(sql).deferred(scheduler, group, limit);
    }

    private static Values standing(Standing standing) {
        return Values.values()
                .text("state", standing.state())
                .text("waiting", standing.waiting())
                .text("detail", standing.detail())
                .number("attempts", standing.attempts())
                .time("since", standing.since());
    }

    static Optional<Element> element(Row row) throws SQLException {
        int index = row.number("map_index");
        return row.optionalText("map_key").map(key -> new Element(index, key));
    }

    static RunRow runRow(Row row) throws SQLException {
        return new RunRow(
                row.digest("identity"),
                occasionKey(row),
                row.number("number"),
                row.time("at"),
                element(row),
                row.digest("spec"),
                row.text("policy"),
                row.time("declared_at"),
                standing(row));
    }

    static OccasionKey occasionKey(Row row) throws SQLException {
        return new OccasionKey(row.text("job"), row.text("task"), row.text("occasion"));
    }

    static Standing standing(Row row) throws SQLException {
        return new Standing(
                row.text("state"),
                row.optionalText("waiting"),
                row.text("detail"),
                row.number("attempts"),
                row.time("since"));
    }
}

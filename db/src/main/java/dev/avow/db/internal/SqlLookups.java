package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Lookups;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.StoreException;
import dev.avow.db.internal.LookupSql.Branch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lookups in SQL. A question goes the way of the index that leads to fewest runs; what it asks besides is looked at on
 * the way. Where several states lead to an answer, each has a branch of its own in the same order, and their rows are
 * merged: so no database sorts more than a page. The index of a job's runs has all
 * that pages are ordered by. Others end with the occasion's moment: so a page is read to the end of its last moment, and
 * cut here. All branches are
 * one statement, so that a run is in one of them, also when it changes its state meanwhile.
 */
final class SqlLookups implements Lookups {

    private static final int MAX_PAGE = 1_001;

    /** SQL must know all states where none is asked for; a test of the engine compares. */
    private static final Set<String> STATES = Set.of(
            "DECLARED",
            "RUNNING",
            "RETRYING",
            "SUCCEEDED",
            "FAILED",
            "TIMED_OUT",
            "INTERRUPTED",
            "CANCELLED",
            "REJECTED",
            "EXPIRED");

    /** Only runs that have not ended wait. */
    private static final Set<String> OPEN = Set.of("DECLARED", "RUNNING", "RETRYING");

    static final String OUTPUTS = """
            select seq, identity, attempt, name, digest, media_type, size, is_private from output
            where digest = :digest and seq < :before
            order by digest, seq desc fetch first :limit rows only""";

    private final Sql sql;

    SqlLookups(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<RunRow> page(RunFilter filter, Optional<PageKey> before, int limit) {
        refuseLimit(limit);
        return merged(query(filter, before, limit), SqlRuns::runRow, PageKey::of, limit);
    }

    @Override
    public List<ListedRun> listed(RunFilter filter, Optional<PageKey> before, int limit) {
        refuseLimit(limit);
        LookupSql query = LookupSql.listed(branches(filter), filter, before, limit);
        return merged(query, SqlLookups::listedRun, ListedRun::place, limit);
    }

    private static void refuseLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new StoreException("Limit " + limit + " is not valid. Use 1 to " + MAX_PAGE + ".");
        }
    }

    private <T> List<T> merged(LookupSql query, Row.Reader<T> reader, Function<T, PageKey> place, int limit) {
        Set<String> seen = new HashSet<>();
        return sql.list(query.text(), query.values(), reader).stream()
                .sorted(Comparator.comparing(place).reversed())
                .filter(row -> seen.add(place.apply(row).identity()))
                .limit(limit)
                .toList();
    }

    private static ListedRun listedRun(Row row) throws SQLException {
        return new ListedRun(
                new PageKey(row.time("at"), row.time("declared_at"), row.number("number"), row.digest("identity")),
                SqlRuns.occasionKey(row),
                SqlRuns.element(row),
                row.digest("spec"),
                SqlRuns.standing(row),
                took(row));
    }

    static Optional<Duration> took(Row row) throws SQLException {
        OptionalLong took = row.optionalLong("took");
        return took.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(took.getAsLong()));
    }

    static LookupSql query(RunFilter filter, Optional<PageKey> before, int limit) {
        return LookupSql.of(branches(filter), filter, before, limit);
    }

    private static List<Branch> branches(RunFilter filter) {
        if (filter.usesLead()) {
            return filter.uses().get(0).mayBeInList()
                    ? List.of(Branch.of(Way.USE), Branch.of(Way.LIST))
                    : List.of(Branch.of(Way.USE));
        }
        boolean everyState = filter.states().isEmpty() && filter.waiting().isEmpty();
        if (everyState && filter.job().isPresent()) {
            return List.of(Branch.of(Way.JOB));
        }
        Way way = filter.job().isPresent() ? Way.JOB_STATE : Way.STATE;
        return states(filter).map(state -> new Branch(way, Optional.of(state))).toList();
    }

    @Override
    public List<FoundOutput> outputs(String digest, long before, int limit) {
        return sql.list(
                OUTPUTS,
                values().digest("digest", digest).number("before", before).number("limit", limit),
                row -> new FoundOutput(row.longNumber("seq"), SqlAttempts.outputRow(row)));
    }

    private static Stream<String> states(RunFilter filter) {
        return STATES.stream()
                .filter(state -> filter.states().isEmpty() || filter.states().contains(state))
                .filter(state -> filter.waiting().isEmpty() || OPEN.contains(state))
                .sorted();
    }
}

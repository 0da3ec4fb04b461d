package dev.avow.db.internal;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Uses;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text and the values of one statement for runs; all that is asked for, but at times its limit, is bound as a value. */
record LookupSql(String text, Values values) {

    /**
     * A way that leads to a part of the answer.
     *
     * @param state for the ways by state
     */
    record Branch(Way way, Optional<String> state) {

        static Branch of(Way way) {
            return new Branch(way, Optional.empty());
        }
    }

    /** What lists show of a run. */
    private static final String LISTED = """
            select r.identity, r.job, r.task, r.occasion, r.number, r.map_index, r.map_key, r.at, r.spec,
                r.declared_at, r.state, r.waiting, r.detail, r.attempts, r.since""";

    private static final String POLICY = ", r.policy";

    /**
     * The run's row says how long its attempt took, but of runs that changed before it did so, or under an older engine.
     * Where a join with the attempts stands, PostgreSQL plans the statement anew for each page, which takes longer.
     */
    private static final String TOOK = """
            ,
                coalesce(case when r.took_attempt = r.attempts then r.took end,
                %s) as took""".formatted(SqlRuns.TOOK.formatted("r.identity", "r.attempts"));

    /** A thing that a run also used: the number sign stands for what tells its values from those of others. */
    private static final String ALSO_USED = """

            and (exists (select 1 from used o
                    where o.identity = r.identity and o.at = r.at and o.mark = :mark#)""";

    private static final String ALSO_USED_IN_LIST = """

                or exists (select 1 from used o join used_member m on m.list = o.mark
                    where o.identity = r.identity and m.mark = :mark#)""";

    /** One comparison of rows: both databases enter the index with it, and know about how many rows come. */
    private static final String AFTER =
            "\nand (at#, r.declared_at, r.number, r.identity) < (:at, :declared, :number, :identity)";

    /** Says nothing new, but gives both databases where to enter an index of another table. */
    private static final String ENTER = "\nand u.at <= :at";

    /**
     * Returns the statement whose rows are those of all branches: each a page of its own, in its own order, where that is
     * not the order of pages to the end of its last moment. Being one statement, it sees all runs as they stand at one
     * moment.
     */
    static LookupSql of(List<Branch> branches, RunFilter filter, Optional<PageKey> before, int limit) {
        return of(LISTED + POLICY, branches, filter, before, limit);
    }

    /** As {@link #of}, with what lists show, and no more. */
    static LookupSql listed(List<Branch> branches, RunFilter filter, Optional<PageKey> before, int limit) {
        return of(LISTED + TOOK, branches, filter, before, limit);
    }

    private static LookupSql of(
            String select, List<Branch> branches, RunFilter filter, Optional<PageKey> before, int limit) {
        Values values = Values.values();
        String text = branches.stream()
                .map(branch -> "(" + text(select, branch, filter, before, values, limit) + ")")
                .collect(Collectors.joining("\nunion all\n"));
        return new LookupSql(text, values);
    }

    /**
     * PostgreSQL keeps one plan for all values if that seems to cost no more, and guesses that a bound limit is a tenth of
     * the rows. So the limit is text where a tenth is more than a page, as of a job or a state, and bound where uses
     * lead to few.
     */
    private static String text(
            String select, Branch branch, RunFilter filter, Optional<PageKey> before, Values values, int limit) {
        Way way = branch.way();
        StringBuilder text = new StringBuilder(select)
                .append("\nfrom ")
                .append(way.from)
                .append("\nwhere ")
                .append(way.where.replace(":state", ":state" + branch.state().orElse("")));
        branch.state().ifPresent(state -> values.text("state" + state, state));
        uses(way, filter.uses(), text, values);
        others(way, filter, branch.state().isPresent(), text, values);
        times(way, filter, before, text, values);
        boolean bound = way == Way.USE || way == Way.LIST;
        if (bound) {
            values.number("limit", limit);
        }
        return text.append("\norder by ")
                .append(way.order)
                .append(" fetch first ")
                .append(bound ? ":limit" : limit)
                .append(" rows ")
                .append(way.end)
                .toString();
    }

    private static void uses(Way way, List<Use> uses, StringBuilder text, Values values) {
        boolean leads = way == Way.USE || way == Way.LIST;
        for (int i = 0; i < uses.size(); i++) {
            String suffix = leads && i == 0 ? "" : String.valueOf(i);
            values.uuid(
                    "mark" + suffix, Uses.mark(uses.get(i).kind(), uses.get(i).subject()));
            if (!suffix.isEmpty()) {
                String also = uses.get(i).mayBeInList() ? ALSO_USED + ALSO_USED_IN_LIST : ALSO_USED;
                text.append(also.replace("#", suffix)).append(')');
            }
        }
    }

    private static void others(Way way, RunFilter filter, boolean byState, StringBuilder text, Values values) {
        filter.job().ifPresent(job -> {
            values.text("job", job);
            text.append(way == Way.JOB || way == Way.JOB_STATE ? "" : " and r.job = :job");
        });
        filter.task().ifPresent(task -> {
            values.text("task", task);
            text.append(" and r.task = :task");
        });
        filter.waiting().ifPresent(waiting -> {
            values.text("waiting", waiting);
            text.append(" and r.waiting = :waiting");
        });
        if (!byState && !filter.states().isEmpty()) {
            values.texts("states", filter.states());
            text.append(" and r.state = any(:states)");
        }
        filter.executed().ifPresent(executed -> text.append(executed ? " and r.attempts > 0" : " and r.attempts = 0"));
    }

    private static void times(Way way, RunFilter filter, Optional<PageKey> before, StringBuilder text, Values values) {
        String table = way.table;
        before.ifPresent(key -> {
            values.moment("at", key.at())
                    .moment("declared", key.declaredAt())
                    .number("number", key.number())
                    .digest("identity", key.identity());
            text.append(way == Way.USE ? ENTER : "").append(AFTER.replace("at#", table + ".at"));
        });
        filter.from().ifPresent(from -> {
            values.moment("from", from);
            text.append(" and ").append(table).append(".at >= :from");
        });
        filter.to().ifPresent(to -> {
            values.moment("to", to);
            text.append(" and ").append(table).append(".at < :to");
        });
    }
}

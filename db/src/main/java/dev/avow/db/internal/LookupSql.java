package dev.avow.db.internal;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Uses;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text and the values of one statement for runs; all that is asked for is bound as a value. */
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

    private static final String COLUMNS = """
            select r.identity, r.job, r.task, r.occasion, r.number, r.map_index, r.map_key, r.at, r.spec, r.policy,
                r.declared_at, r.state, r.waiting, r.detail, r.attempts, r.since
            """;

    private static final String ATTEMPT_COLUMNS =
            ", n.state as attempt_state, n.started_at as attempt_started_at, n.ended_at as attempt_ended_at\n";

    private static final String ATTEMPT = "\nleft join attempt n on n.identity = r.identity and n.attempt = r.attempts";

    /** A thing that a run also used: the number sign stands for what tells its values from those of others. */
    private static final String ALSO_USED = """

            and (exists (select 1 from used o
                    where o.identity = r.identity and o.at = r.at and o.mark = :mark#)
                or exists (select 1 from used o join used_member m on m.list = o.mark
                    where o.identity = r.identity and m.mark = :mark#))""";

    private static final String AFTER = """

            and at# <= :at and (at# < :at or r.declared_at < :declared or (r.declared_at = :declared
                and (r.number < :number or (r.number = :number and r.identity < :identity))))""";

    /**
     * Returns the statement whose rows are those of all branches: each a page of its own, in its own order, where that is
     * not the order of pages to the end of its last moment. Being one statement, it sees all runs as they stand at one
     * moment.
     */
    static LookupSql of(List<Branch> branches, RunFilter filter, Optional<PageKey> before, int limit) {
        return of(branches, filter, before, limit, false);
    }

    /**
     * As {@link #of(List, RunFilter, Optional, int)}.
     *
     * @param attempted whether each row has the columns of the run's newest attempt too
     */
    static LookupSql of(
            List<Branch> branches, RunFilter filter, Optional<PageKey> before, int limit, boolean attempted) {
        Values values = Values.values().number("limit", limit);
        String text = branches.stream()
                .map(branch -> "(" + text(branch, filter, before, values, attempted) + ")")
                .collect(Collectors.joining("\nunion all\n"));
        return new LookupSql(text, values);
    }

    private static String text(
            Branch branch, RunFilter filter, Optional<PageKey> before, Values values, boolean attempted) {
        Way way = branch.way();
        StringBuilder text = new StringBuilder(COLUMNS)
                .append(attempted ? ATTEMPT_COLUMNS : "")
                .append("from ")
                .append(way.from)
                .append(attempted ? ATTEMPT : "")
                .append("\nwhere ")
                .append(way.where.replace(":state", ":state" + branch.state().orElse("")));
        branch.state().ifPresent(state -> values.text("state" + state, state));
        uses(way, filter.uses(), text, values);
        others(way, filter, branch.state().isPresent(), text, values);
        times(way, filter, before, text, values);
        return text.append("\norder by ")
                .append(way.order)
                .append(" fetch first :limit rows ")
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
                text.append(ALSO_USED.replace("#", suffix));
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

    /** {@code at <= :at} says nothing new, but gives both databases where to enter the index. */
    private static void times(Way way, RunFilter filter, Optional<PageKey> before, StringBuilder text, Values values) {
        String table = way.table;
        before.ifPresent(key -> {
            values.moment("at", key.at())
                    .moment("declared", key.declaredAt())
                    .number("number", key.number())
                    .digest("identity", key.identity());
            text.append(AFTER.replace("at#", table + ".at"));
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

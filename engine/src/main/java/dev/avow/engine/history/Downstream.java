package dev.avow.engine.history;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Runs;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Uses.UsedRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the runs that saw a content, and all that came after these; for one question. */
final class Downstream {

    /** How many runs are gone to at most: each page goes the whole way. */
    static final int MOST = 10_000;

    private final Session session;
    private final int most;
    private final Set<String> seen = new HashSet<>();
    private final List<RunRow> found = new ArrayList<>();
    private final ArrayDeque<String> open = new ArrayDeque<>();

    private Downstream(Session session, int most) {
        this.session = session;
        this.most = most;
    }

    /** @throws EngineException if the query has no input, or there are too many runs */
    static List<RunRow> page(Session session, HistoryQuery query, Optional<PageKey> before, int limit) {
        return page(session, query, before, limit, MOST);
    }

    static List<RunRow> page(Session session, HistoryQuery query, Optional<PageKey> before, int limit, int most) {
        HistoryQuery input = query.only(Filter.INPUT)
                .orElseThrow(() -> new EngineException(
                        "Filter 'downstream' is set, and no input to go from. Set filter 'input' too."));
        Downstream walk = new Downstream(session, most);
        walk.go(input.toFilter());
        RunFilter rest = query.without(Filter.INPUT, Filter.DOWNSTREAM).toFilter();
        return walk.found.stream()
                .filter(run -> before.filter(key -> PageKey.of(run).compareTo(key) >= 0)
                        .isEmpty())
                .filter(run -> walk.isOf(rest, run))
                .sorted(Runs.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private void go(RunFilter first) {
        RunPages.each(session, first, this::take);
        while (!open.isEmpty()) {
            RunPages.each(session, Lineages.after(Identity.parse(open.remove())), this::take);
        }
    }

    private void take(List<RunRow> runs) {
        for (RunRow run : runs) {
            if (seen.add(run.identity())) {
                found.add(run);
                open.add(run.identity());
            }
        }
        if (found.size() > most) {
            throw new EngineException("More than " + most + " runs saw the input, or came after one that did."
                    + " Leave downstream out, and go on from single runs with their lineage.");
        }
    }

    private boolean isOf(RunFilter filter, RunRow run) {
        return filter.job().filter(job -> !job.equals(run.key().job())).isEmpty()
                && filter.task().filter(task -> !task.equals(run.key().task())).isEmpty()
                && (filter.states().isEmpty()
                        || filter.states().contains(run.standing().state()))
                && (filter.waiting().isEmpty()
                        || filter.waiting().equals(run.standing().waiting()))
                && filter.from().filter(from -> run.at().isBefore(from)).isEmpty()
                && filter.to().filter(to -> !run.at().isBefore(to)).isEmpty()
                && filter.executed()
                        .filter(executed -> executed != run.standing().attempts() > 0)
                        .isEmpty()
                && filter.uses().stream().allMatch(use -> hasUsed(run, use));
    }

    private boolean hasUsed(RunRow run, Use wanted) {
        return session.uses().of(run.identity()).stream()
                .anyMatch(use -> use.is(wanted.kind(), wanted.subject()) || isInList(use, wanted));
    }

    private boolean isInList(UsedRow use, Use wanted) {
        return use.subjectOf(Use.LIST)
                .filter(list -> session.uses().members(list).stream()
                        .anyMatch(member -> member.kind().equals(wanted.kind())
                                && member.subject().equals(wanted.subject())))
                .isPresent();
    }
}

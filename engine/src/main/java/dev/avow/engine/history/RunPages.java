package dev.avow.engine.history;

import dev.avow.db.Lookups.FoundOutput;
import dev.avow.db.Lookups.ListedRun;
import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Pages of what is found by a filter, read from the store. */
final class RunPages {

    private static final int BATCH = 500;

    private RunPages() {}

    static Page<RunView> find(Session session, HistoryQuery query, Optional<PageKey> before, int limit) {
        if (query.goesDownstream()) {
            return of(session, Downstream.page(session, query, before, limit + 1), limit);
        }
        List<ListedRun> rows = session.lookups().listed(query.toFilter(), before, limit + 1);
        return of(rows, limit, ListedRun::place, row -> Views.of(session, row));
    }

    /** Returns a page of these rows, of which one more than its limit was asked for. */
    static Page<RunView> of(Session session, List<RunRow> rows, int limit) {
        return of(rows, limit, PageKey::of, row -> Views.of(session, row));
    }

    private static <T> Page<RunView> of(
            List<T> rows, int limit, Function<T, PageKey> place, Function<T, RunView> view) {
        List<T> shown = rows.subList(0, Math.min(limit, rows.size()));
        List<RunView> views = shown.stream().map(view).toList();
        Optional<String> next = rows.size() > limit
                ? Optional.of(PageCursor.text(place.apply(shown.get(limit - 1))))
                : Optional.empty();
        return new Page<>(views, next);
    }

    /** Gives all runs of a filter in the order of pages, and of them no more than a page at once. */
    static void each(Session session, RunFilter filter, Consumer<List<RunRow>> batch) {
        Optional<PageKey> before = Optional.empty();
        List<RunRow> rows;
        do {
            rows = session.lookups().page(filter, before, BATCH);
            if (!rows.isEmpty()) {
                batch.accept(rows);
                before = Optional.of(PageKey.of(rows.get(rows.size() - 1)));
            }
        } while (rows.size() == BATCH);
    }

    static Page<OutputCandidate> candidates(Session session, String digest, long before, int limit) {
        List<FoundOutput> found = session.lookups().outputs(digest, before, limit + 1);
        List<FoundOutput> shown = found.subList(0, Math.min(limit, found.size()));
        List<OutputCandidate> items = shown.stream()
                .flatMap(each -> session.runs().find(each.output().identity()).stream()
                        .map(run -> candidate(session, run, each)))
                .toList();
        Optional<String> next = found.size() > limit
                ? Optional.of(Long.toString(shown.get(limit - 1).seq()))
                : Optional.empty();
        return new Page<>(items, next);
    }

    private static OutputCandidate candidate(Session session, RunRow run, FoundOutput found) {
        boolean erased = session.erasures().isErased(run.identity());
        return new OutputCandidate(
                Views.of(session, run), found.output().attempt(), Views.output(found.output(), erased));
    }

    /** @throws EngineException if it is no place that {@link #candidates} gave */
    static long place(String cursor) {
        try {
            long place = Long.parseLong(cursor);
            if (place > 0 && Long.toString(place).equals(cursor)) {
                return place;
            }
        } catch (NumberFormatException e) {
            throw refused(cursor);
        }
        throw refused(cursor);
    }

    static EngineException refused(String cursor) {
        return new EngineException(
                "Cursor " + Printable.quoted(cursor) + " is not valid. Give one that a page before ended with.");
    }
}

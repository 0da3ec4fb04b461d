package dev.avow.engine.history;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UsedRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.history.Lineage.Step;
import dev.avow.engine.identity.Identity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks from a run to those before or after it, one depth after the other. */
final class Lineages {

    static final int MAX_DEPTH = 100;

    private final Session session;
    private final boolean up;
    private final int limit;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private boolean complete = true;

    private Lineages(Session session, boolean up, int limit) {
        this.session = session;
        this.up = up;
        this.limit = limit;
    }

    /** @throws EngineException if the depth is outside its bounds */
    static Lineage walk(Session session, Identity from, boolean up, int depth, int limit) {
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new EngineException("Depth " + depth + " is not valid. Use 1 to " + MAX_DEPTH + ".");
        }
        Lineages walk = new Lineages(session, up, limit);
        walk.go(from.toString(), depth);
        return new Lineage(walk.steps, walk.complete);
    }

    private void go(String start, int depth) {
        seen.add(start);
        List<String> edge = List.of(start);
        for (int at = 1; at <= depth && !edge.isEmpty(); at++) {
            edge = step(edge, at);
        }
        complete = complete && edge.stream().noneMatch(this::leadsOn);
    }

    private List<String> step(List<String> edge, int depth) {
        List<String> next = new ArrayList<>();
        for (String from : edge) {
            for (RunRow run : neighbours(from)) {
                if (seen.contains(run.identity())) {
                    continue;
                }
                if (steps.size() == limit) {
                    complete = false;
                    return List.of();
                }
                seen.add(run.identity());
                steps.add(new Step(Views.of(session, run), Identity.parse(from), depth));
                next.add(run.identity());
            }
        }
        return next;
    }

    private boolean leadsOn(String identity) {
        return neighbours(identity).stream().anyMatch(run -> !seen.contains(run.identity()));
    }

    private List<RunRow> neighbours(String identity) {
        return up ? before(identity) : after(identity);
    }

    private List<RunRow> before(String identity) {
        Set<String> found = new LinkedHashSet<>();
        for (UsedRow use : session.uses().of(identity)) {
            use.subjectOf(UseKind.UPSTREAM.name()).ifPresent(found::add);
            use.subjectOf(UseKind.LIST.name()).stream()
                    .flatMap(list -> session.uses().members(list).stream())
                    .filter(member -> member.kind().equals(UseKind.UPSTREAM.name()))
                    .map(MemberRow::subject)
                    .forEach(found::add);
        }
        return found.stream()
                .flatMap(each -> session.runs().find(each).stream())
                .toList();
    }

    /** Asks for one more than can be shown, and for all that are known already. */
    private List<RunRow> after(String identity) {
        List<RunRow> found = new ArrayList<>();
        Optional<PageKey> last = Optional.empty();
        List<RunRow> page;
        do {
            page = session.lookups().page(after(Identity.parse(identity)), last, History.MAX_LIMIT);
            found.addAll(page);
            last = page.isEmpty() ? last : Optional.of(PageKey.of(page.get(page.size() - 1)));
        } while (page.size() == History.MAX_LIMIT && found.size() <= seen.size() + limit);
        return found;
    }

    /** Returns the filter for the runs directly after a run. */
    static RunFilter after(Identity identity) {
        return new RunFilter(
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Use(UseKind.UPSTREAM.name(), identity.toString())),
                true);
    }
}

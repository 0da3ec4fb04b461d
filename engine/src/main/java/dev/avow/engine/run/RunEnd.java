package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.dsl.TimeLimits;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves a locked run on or ends it, and decides what that means for the tasks after it. */
final class RunEnd {

    private static final Set<String> OPEN = Arrays.stream(RunState.values())
            .filter(state -> !state.isFinal())
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Core core;

    RunEnd(Core core) {
        this.core = core;
    }

    void reach(Session session, RunRow run, Standing end) {
        RunPolicy policy = RunPolicy.parse(run.policy());
        if (NextAttempt.isDeferred(run.standing())) {
            new Deferring(core).end(session, run, end);
        }
        if (!policy.limits().equals(TimeLimits.none())) {
            new Deadlines(core).end(session, run, end);
            session.dues().delete(run.identity(), RunSpan.KIND);
        }
        stand(session, run, end);
        if (!policy.graph().after(run.key().task()).isEmpty() && !hasOpenSibling(session, run)) {
            Declaration declaration = Declaration.parse(session.declarations()
                    .find(run.identity())
                    .orElseThrow()
                    .body()
                    .toArray());
            DeclareRequest request = new DeclareRequest(
                    declaration.occasion(), declaration.responsible().submitter(), policy.redeclared());
            core.downstream().decide(session, run.key().job(), run.key().task(), request, policy.graph());
        }
    }

    /**
     * Tells whether another element of the same list is about to end, which will decide then: of a long list, not each end
     * looks at all runs. Where the task was declared again, each does.
     */
    private static boolean hasOpenSibling(Session session, RunRow run) {
        return run.element().isPresent()
                && session.declarations().lastNumber(run.key()) == 1
                && session.runs().anyIn(run.key(), OPEN);
    }

    /**
     * Moves a locked run on.
     *
     * @throws IllegalStateException if it may not go there from where it stands
     */
    void stand(Session session, RunRow run, Standing to) {
        String from = run.standing().state();
        boolean may = RunState.valueOf(from).mayBecome(RunState.valueOf(to.state()));
        if (!may || !session.runs().change(run.identity(), Set.of(from), to)) {
            throw new IllegalStateException("Run " + run.identity() + " is " + from + " and cannot become " + to.state()
                    + ". Restore the database from a backup.");
        }
        core.telling().note(run, to);
    }
}

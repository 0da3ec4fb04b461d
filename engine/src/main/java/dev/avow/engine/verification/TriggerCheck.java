package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.CrossAudit.UpstreamRow;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the runs before a run had ended when it was declared, and as its trigger rule needs. Who declares an occasion
 * anew asks no rule; where a run before was executed or declared again, it may have ended otherwise before that.
 */
final class TriggerCheck {

    private static final String SUCCEEDED = RunState.SUCCEEDED.name();
    private static final Set<TriggerRule> OF_SUCCESS = EnumSet.of(TriggerRule.ALL_SUCCEEDED, TriggerRule.NONE_FAILED);
    private static final Set<String> ENDS = Arrays.stream(AttemptState.values())
            .filter(AttemptState::isFinal)
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Audit audit;
    private final Tally tally;
    private final List<Ruled> wanted = new ArrayList<>();

    TriggerCheck(Audit audit, Tally tally) {
        this.audit = audit;
        this.tally = tally;
    }

    /** @param after the tasks before it, by the event of its declaration */
    private record Ruled(
            String identity, Told told, String task, String rule, List<String> after, Map<String, Upstream> upstream) {

        boolean needsSuccess() {
            return OF_SUCCESS.stream().anyMatch(one -> one.name().equals(rule));
        }

        String subject() {
            return identity + " event " + told.seq();
        }
    }

    void want(RunRecord record) {
        Map<String, Upstream> upstream = record.declaration().context().upstream();
        StoredPolicy policy = record.story().policy();
        if (upstream.isEmpty() || policy.redeclared()) {
            return;
        }
        String task = record.declaration().task();
        Body node = policy.graph().object(task);
        record.story()
                .declared()
                .ifPresent(told -> wanted.add(
                        new Ruled(record.identity(), told, task, node.text("rule"), node.texts("after"), upstream)));
    }

    /** @param tried the attempts of all runs that are upstream of those that are wanted */
    void check(Map<String, List<UpstreamRow>> tried) {
        for (Ruled run : wanted) {
            for (Upstream upstream : run.upstream().values()) {
                if (upstream instanceof UpstreamRun one) {
                    check(run, one, tried);
                } else if (upstream instanceof UpstreamRuns many) {
                    many.runs().forEach(one -> check(run, one, tried));
                }
            }
            if (run.rule().equals(TriggerRule.ONE_FAILED.name())) {
                oneFailed(run, tried);
            }
        }
        wanted.clear();
    }

    private void check(Ruled run, UpstreamRun upstream, Map<String, List<UpstreamRow>> tried) {
        for (UpstreamRow row : tried.getOrDefault(upstream.identity().toString(), List.of())) {
            if (row.attempt() == upstream.attempt()) {
                ended(run, row);
            } else if (row.attempt() > upstream.attempt()) {
                row.startedAt()
                        .filter(at -> !Moments.inOrder(run.told().at(), at))
                        .ifPresent(at -> mismatch(
                                run,
                                "before attempt " + row.attempt() + " of upstream " + row.identity() + " at " + at,
                                run.told().at()));
            }
        }
    }

    private void ended(Ruled run, UpstreamRow row) {
        row.endedAt()
                .filter(at -> !Moments.inOrder(at, run.told().at()))
                .ifPresent(at -> mismatch(
                        run,
                        "after the end of " + text(row) + " at " + at,
                        run.told().at()));
        boolean fits = run.needsSuccess() ? row.state().equals(SUCCEEDED) : ENDS.contains(row.state());
        if (fits) {
            return;
        }
        UpstreamStory story = story(run, row.identity());
        Optional<String> end = story.end(row.attempt());
        if (end.isEmpty()) {
            mismatch(run, "after the end of " + text(row), "before it");
        } else if (run.needsSuccess()
                && !end.get().equals(SUCCEEDED)
                && row.number() == 1
                && story.isPlain(run.task(), run.rule())) {
            mismatch(run, text(row) + " " + SUCCEEDED + ", by rule " + run.rule(), end.get());
        }
    }

    private static String text(UpstreamRow row) {
        return "upstream " + row.identity() + " attempt " + row.attempt();
    }

    /** Finds a run that a failure led to, where all tasks before it have one run, and all of these had succeeded. */
    private void oneFailed(Ruled run, Map<String, List<UpstreamRow>> tried) {
        boolean all = run.after().stream()
                .map(task -> run.upstream().get(task))
                .allMatch(upstream -> upstream instanceof UpstreamRun one && hadSucceeded(run, one, tried));
        if (all && !run.after().isEmpty()) {
            mismatch(run, "an upstream run that had not succeeded, by rule " + run.rule(), "all " + SUCCEEDED);
        }
    }

    private boolean hadSucceeded(Ruled run, UpstreamRun upstream, Map<String, List<UpstreamRow>> tried) {
        String identity = upstream.identity().toString();
        boolean now = tried.getOrDefault(identity, List.of()).stream()
                .anyMatch(row -> row.attempt() == upstream.attempt()
                        && row.number() == 1
                        && row.state().equals(SUCCEEDED));
        if (!now) {
            return false;
        }
        UpstreamStory story = story(run, identity);
        return Objects.equals(story.end(upstream.attempt()), Optional.of(SUCCEEDED))
                && story.isPlain(run.task(), run.rule());
    }

    private UpstreamStory story(Ruled run, String identity) {
        return UpstreamStory.before(audit, identity, run.told().seq());
    }

    private void mismatch(Ruled run, Object expected, Object actual) {
        tally.find(FindingKind.UPSTREAM_MISMATCH, run.subject(), expected, actual);
    }
}

package dev.avow.engine.verification;

import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Moves a run on by one event of it; what an event does is told here once, for all kinds. */
final class Replay {

    private static final Set<Waiting> RELEASABLE =
            EnumSet.of(Waiting.DENIED, Waiting.NO_OPERATOR, Waiting.NO_CONNECTION);

    private static final String EXPIRED = "Nobody approved it in time.";
    private static final String CANCELLED_BEFORE = "Run was cancelled on request before its next attempt started.";
    private static final String CANCELLED_DEFERRED = "Run was cancelled on request while its attempt was deferred.";

    private final RunStory story;
    private final Told told;
    private final Body body;

    Replay(RunStory story, Told told) {
        this.story = story;
        this.told = told;
        this.body = told.body();
    }

    void apply() {
        boolean denied = told.kind() == EventKind.DENIED && body.text("reason").equals(Reason.ERASED.name());
        if (story.follows(EventKind.ERASED)
                && !denied
                && !story.stands().keep(stand -> stand.state().isFinal())) {
            story.misplaced(told, "after the denial that erasing a run leads to", "before it");
        }
        switch (told.kind()) {
            case DECLARED -> declare();
            case REDECLARED -> {
                story.redeclare();
                expect(story.follows(EventKind.DECLARED), "right after DECLARED");
            }
            case DECLARED_DIFFERENTLY ->
                mismatch("first spec", story.declared().get().body().text("spec"), body.text("first"));
            case DENIED, ERASED -> new HoldReplay(story, told).apply();
            case CLAIMED, DEFERRED, REATTACHED, OUTCOME, STALE_OUTCOME -> new AttemptReplay(story, told).apply();
            case WAITING ->
                move(
                        stand -> stand.isAdmitted(body.number("attempt")),
                        stand -> List.of(
                                stand.waiting(waiting(body.text("reason")), body.text("message"), false, told.at())));
            case READMITTED -> move(this::isReadmissible, this::readmitted);
            case RERUN -> rerun();
            case RELEASED -> release();
            case APPROVED, REJECTED -> new ReviewReplay(story, told).apply();
            case EXPIRED ->
                move(stand -> stand.waits(Waiting.APPROVAL), stand -> ended(stand, RunState.EXPIRED, EXPIRED));
            case CANCEL_REQUESTED -> requestCancel();
            case CANCELLED -> end(RunState.CANCELLED);
            case RUN_TIMED_OUT -> end(RunState.TIMED_OUT);
            default -> expect(told.kind() == EventKind.DEADLINE_MISSED, "of no run");
        }
    }

    private Waiting waiting(String reason) {
        return switch (reason) {
            case "POOL" -> Waiting.POOL;
            case "MAX_ACTIVE" -> Waiting.MAX_ACTIVE;
            default -> {
                expect(reason.equals(Waiting.PAUSED.name()), "for room, or for a job to be resumed");
                yield Waiting.PAUSED;
            }
        };
    }

    private void declare() {
        if (!story.stands().isEmpty()) {
            story.misplaced(told, "once", "again");
            return;
        }
        story.declare(told);
        story.stands()
                .begin(story.missingRole()
                        .map(role -> waitsForApproval(RunState.DECLARED, role, 0))
                        .orElseGet(() -> Stand.of(RunState.DECLARED, Optional.empty(), "", 0, told.at())));
    }

    private Stand waitsForApproval(RunState state, String role, int attempts) {
        return Stand.of(
                state,
                Optional.of(Waiting.APPROVAL),
                "Waits for somebody of role '" + role + "' to approve it.",
                attempts,
                told.at());
    }

    /** A run may be readmitted that nothing would have moved, and then stands as before. */
    private boolean isReadmissible(Stand stand) {
        return stand.isOpen() && !stand.waits(Waiting.APPROVAL) && !stand.waits(Waiting.DENIED);
    }

    private List<Stand> readmitted(Stand stand) {
        if (stand.waits(Waiting.DEFERRED)) {
            return List.of(stand);
        }
        Stand free = stand.admitted("", told.at());
        return stand.waits(Waiting.STUCK_THREAD)
                ? List.of(free, stand.admitted(stand.standing().detail(), told.at()))
                : List.of(free);
    }

    private void rerun() {
        story.rerun(told.attempt());
        move(
                stand -> stand.state().isFinal()
                        && stand.state() != RunState.REJECTED
                        && told.attempt() == stand.standing().attempts() + 1,
                stand -> List.of(free(stand, RunState.DECLARED)));
    }

    private void release() {
        move(
                stand -> RELEASABLE.stream().anyMatch(stand::waits) && stand.isOpen(),
                stand -> List.of(
                        stand.isDeferred() && story.missingRole().isEmpty()
                                ? stand.admitted("", told.at())
                                : free(stand, stand.state())));
    }

    private Stand free(Stand stand, RunState to) {
        int attempts = stand.standing().attempts();
        return story.missingRole()
                .map(role -> waitsForApproval(to, role, attempts))
                .orElseGet(() -> Stand.of(to, Optional.empty(), "", attempts, told.at()));
    }

    private void requestCancel() {
        if (told.attempt() > 0) {
            boolean live = story.stands().any(Stand::isLive)
                    && told.attempt() == story.attempts().size();
            expect(live, "of an attempt that runs");
            if (live) {
                story.attempts().get(told.attempt() - 1).cancel();
            }
        } else {
            expect(story.stands().any(Stand::isOpen), "of a run that has not ended");
        }
    }

    private void end(RunState state) {
        story.endsDeferred(story.stands().any(Stand::isDeferred));
        boolean timedOut = state == RunState.TIMED_OUT;
        move(
                stand -> stand.isOpen() && (timedOut || story.follows(EventKind.CANCEL_REQUESTED)),
                stand -> timedOut
                        ? List.of(Stand.of(
                                state,
                                Optional.empty(),
                                body.text("message"),
                                stand.standing().attempts(),
                                told.at()))
                        : ended(stand, state, stand.isDeferred() ? CANCELLED_DEFERRED : CANCELLED_BEFORE));
    }

    /** With a detail that the engine words, and no event has. */
    private List<Stand> ended(Stand stand, RunState state, String detail) {
        return List.of(
                Stand.of(state, Optional.empty(), detail, stand.standing().attempts(), told.at()));
    }

    private void move(Predicate<Stand> from, Function<Stand, List<Stand>> to) {
        story.move(told, from, to);
    }

    private void expect(boolean holds, String where) {
        if (!holds) {
            story.misplaced(told, where, "elsewhere");
        }
    }

    private void mismatch(String what, String expected, String actual) {
        story.tally().same(FindingKind.EVENT_MISMATCH, story.subject(told) + " " + what, expected, actual);
    }
}

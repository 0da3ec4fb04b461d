package dev.avow.engine.verification;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.verification.AttemptStory.Claimed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Moves a run on by one event of an attempt: its claim, deferral or outcome. */
final class AttemptReplay {

    private final RunStory story;
    private final Told told;
    private final Body body;
    private final Claimed claim;

    AttemptReplay(RunStory story, Told told) {
        this.story = story;
        this.told = told;
        this.body = told.body();
        this.claim = Claimed.of(told);
    }

    void apply() {
        switch (told.kind()) {
            case CLAIMED -> claim();
            case OUTCOME -> end();
            case STALE_OUTCOME -> stale();
            default -> defer();
        }
    }

    private void claim() {
        story.missingRole()
                .ifPresent(role -> story.tally()
                        .find(
                                FindingKind.APPROVAL_MISSING,
                                story.subject(told),
                                "an approval by role '" + role + "'",
                                "none"));
        int attempts = story.attempts().size();
        boolean again = told.attempt() == attempts && attempts > 0;
        boolean next = told.attempt() == attempts + 1;
        Supplier<String> stood = story.stands().stood();
        boolean legal = story.stands()
                .move(
                        stand -> stand.isAdmitted(told.attempt()),
                        stand -> List.of(Stand.of(RunState.RUNNING, Optional.empty(), "", told.attempt(), told.at())));
        if (!legal || !(again || next)) {
            story.misplaced(
                    told, "of the attempt that is next", "of attempt " + told.attempt() + ", run " + stood.get());
        }
        if (again || next) {
            AttemptStory attempt = again ? current() : story.begin(told.at());
            if (!attempt.mayClaim(claim.epoch())) {
                story.misplaced(told, "under the epoch that is next", "epoch " + claim.epoch());
            }
            attempt.claim(claim);
        }
    }

    private AttemptStory current() {
        return story.attempts().get(story.attempts().size() - 1);
    }

    private boolean isOfLastClaim() {
        boolean known = !story.attempts().isEmpty()
                && told.attempt() == story.attempts().size();
        if (known && !current().last().equals(claim)) {
            stale(text(current().last()), text(claim));
        }
        return known;
    }

    private static String text(Claimed claim) {
        return "epoch " + claim.epoch() + " of node " + claim.node();
    }

    private void stale(String expected, String actual) {
        story.tally().find(FindingKind.OUTCOME_STALE, story.subject(told), expected, actual);
    }

    private void defer() {
        boolean known = isOfLastClaim();
        boolean again = told.kind() == EventKind.REATTACHED;
        List<Stand> to = List.of(Stand.of(
                RunState.RUNNING, Optional.of(Waiting.DEFERRED), body.text("message"), told.attempt(), told.at()));
        move(known, to);
        if (known) {
            if (again && !body.text("state").equals(current().deferral().state())) {
                story.tally()
                        .find(
                                FindingKind.EVENT_MISMATCH,
                                story.subject(told),
                                "state " + current().deferral().state(),
                                "state " + body.text("state"));
            }
            current().defer(told);
        }
    }

    private void end() {
        Optional<AttemptState> state = Arrays.stream(AttemptState.values())
                .filter(AttemptState::isFinal)
                .filter(end -> end.name().equals(body.text("state")))
                .findFirst();
        if (state.isEmpty()) {
            story.tally()
                    .find(FindingKind.EVENT_REFUSED, story.subject(told), "the state of an end", body.text("state"));
        } else if (body.has("epoch")) {
            endLive(state.get());
        } else {
            endDeferred(state.get());
        }
    }

    private void endLive(AttemptState state) {
        boolean known = isOfLastClaim();
        if (body.has("started")) {
            story.noteUnstarted();
        }
        move(known, after(state));
        if (known) {
            current().end(state, told);
        }
    }

    /** The attempt of a run ends that was deferred, and has ended right before. */
    private void endDeferred(AttemptState state) {
        boolean known =
                story.isDeferredEnding() && told.attempt() == story.attempts().size();
        story.endsDeferred(false);
        if (!known || !story.stands().any(stand -> stand.state().name().equals(state.name()))) {
            story.misplaced(told, "after the end of a deferred run", "elsewhere");
        } else {
            current().end(state, told);
        }
    }

    /** Whether a failure is worth a retry is not told; what the policy allows is. */
    private List<Stand> after(AttemptState state) {
        boolean left = story.hasTriesLeft();
        boolean unstarted = body.has("started") && state == AttemptState.INTERRUPTED;
        boolean must = unstarted
                || (state == AttemptState.INTERRUPTED && story.policy().recover() && left);
        boolean may = left
                && (state == AttemptState.FAILED
                        || (state == AttemptState.TIMED_OUT && story.policy().afterTimeout()));
        List<Stand> after = new ArrayList<>();
        if (must || may) {
            after.add(stand(RunState.RETRYING, Optional.empty()));
            after.add(stand(RunState.RETRYING, Optional.of(Waiting.STUCK_THREAD)));
        }
        if (!must) {
            after.add(stand(RunState.valueOf(state.name()), Optional.empty()));
        }
        return after;
    }

    private Stand stand(RunState state, Optional<Waiting> waiting) {
        return Stand.of(state, waiting, body.text("message"), told.attempt(), told.at());
    }

    private void move(boolean known, List<Stand> to) {
        Supplier<String> stood = story.stands().stood();
        if (!story.stands().move(stand -> known && stand.isLive(), stand -> to)) {
            story.misplaced(
                    told,
                    "of an attempt that runs",
                    "of attempt " + told.attempt() + ", and the run is " + stood.get());
        }
    }

    /** An outcome is stale only under a claim that the attempt had, and lost. */
    private void stale() {
        boolean claimed = told.attempt() <= story.attempts().size()
                && story.attempts().get(told.attempt() - 1).hasClaim(claim);
        if (!claimed) {
            stale("a claim that attempt " + told.attempt() + " had", text(claim));
        } else if (told.attempt() == story.attempts().size()
                && story.stands().any(Stand::isLive)
                && current().last().equals(claim)) {
            stale("a claim that was lost", text(claim) + ", which holds");
        }
    }
}

package dev.avow.engine.verification;

import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.Waiting;
import java.util.List;
import java.util.Set;

/** Lets a run wait, by a denial of the gate or since it was erased. */
final class HoldReplay {

    private static final Set<String> OF_TRIGGER =
            Set.of(Reason.NOT_DECLARED.name(), Reason.NOT_ADMITTED.name(), Reason.STALE_TRIGGER.name());

    private final RunStory story;
    private final Told told;
    private final Body body;

    HoldReplay(RunStory story, Told told) {
        this.story = story;
        this.told = told;
        this.body = told.body();
    }

    void apply() {
        if (told.kind() == EventKind.ERASED) {
            erase();
        } else {
            deny();
        }
    }

    private void deny() {
        story.tally()
                .same(
                        FindingKind.EVENT_MISMATCH,
                        story.subject(told) + " identity",
                        story.identity(),
                        body.text("identity"));
        String reason = body.text("reason");
        boolean erased = story.follows(EventKind.ERASED)
                && story.stands().any(stand -> !stand.state().isFinal());
        if (OF_TRIGGER.contains(reason)) {
            return;
        }
        Waiting waits = reason.equals(Reason.NO_OPERATOR.name())
                ? Waiting.NO_OPERATOR
                : reason.equals(Reason.NO_CONNECTION.name()) ? Waiting.NO_CONNECTION : Waiting.DENIED;
        story.move(
                told,
                stand -> !erased || !stand.state().isFinal(),
                stand -> erased || stand.isAdmitted(body.number("attempt"))
                        ? List.of(stand.waiting(waits, body.text("message"), waits != Waiting.DENIED, told.at()))
                        : List.of(stand));
    }

    private void erase() {
        if (story.isErased()) {
            story.misplaced(told, "once", "again");
            return;
        }
        story.erase(told);
        if (story.stands().any(Stand::isDeferred)) {
            story.attempts().get(story.attempts().size() - 1).forget();
        }
        story.move(
                told,
                stand -> !stand.isLive(),
                stand -> stand.state().isFinal()
                        ? List.of(stand)
                        : List.of(stand.waiting(Waiting.DENIED, "", true, told.at())));
    }
}

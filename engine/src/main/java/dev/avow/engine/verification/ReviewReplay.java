package dev.avow.engine.verification;

import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import java.util.List;
import java.util.Optional;

/** Moves a run on by what a person decided who may approve it. */
final class ReviewReplay {

    private final RunStory story;
    private final Told told;
    private final Body body;

    ReviewReplay(RunStory story, Told told) {
        this.story = story;
        this.told = told;
        this.body = told.body();
    }

    void apply() {
        story.tally().count(Checked.APPROVALS);
        String needed = story.policy().role().map(role -> "role '" + role + "'").orElse("no approval");
        story.tally()
                .same(FindingKind.APPROVAL_MISMATCH, story.subject(told), needed, "role '" + body.text("role") + "'");
        Body declared = story.declared().get().body();
        story.tally()
                .same(
                        FindingKind.APPROVAL_MISMATCH,
                        story.subject(told),
                        declared.text("task") + ", " + declared.text("spec"),
                        body.text("task") + ", " + body.text("spec"));
        if (told.kind() == EventKind.APPROVED) {
            story.approve();
            story.move(
                    told,
                    stand -> stand.waits(Waiting.APPROVAL),
                    stand -> List.of(Stand.of(
                            stand.state(),
                            Optional.empty(),
                            "",
                            stand.standing().attempts(),
                            told.at())));
        } else {
            String comment = body.text("comment");
            String detail = "Rejected by " + body.text("by") + (comment.isEmpty() ? "." : ": " + comment);
            story.move(
                    told,
                    stand -> stand.waits(Waiting.APPROVAL),
                    stand -> List.of(Stand.of(
                            RunState.REJECTED,
                            Optional.empty(),
                            detail,
                            stand.standing().attempts(),
                            told.at())));
        }
    }
}

package dev.avow.examples;

import static dev.avow.engine.dsl.Approval.by;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.CalendarInterval.monthly;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.PendingApproval;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.Review;
import java.time.Duration;

/** A notice on the last working day of each month, which an editor approves before it goes out. */
final class ReviewedNotice {

    private ReviewedNotice() {}

    /** Declared a week ahead, so that the editor has time to look; after ten days it is too late. */
    static Job reviewedNotice(String text) {
        return job("reviewed-notice")
                .schedule(monthly().onLastWorkingDay().at("18:00").zone("Europe/Berlin"))
                .declareAhead(Duration.ofDays(7))
                .requireApproval(by("editor").expiresAfter(Duration.ofDays(10)))
                .task("notice", process("echo", text))
                .build();
    }

    /** Approves a run if nothing but its occasion is new, and says what else is new if there is something. */
    static PendingApproval approveUnlessChanged(Avow avow, Identity identity) {
        PendingApproval pending = avow.history().sinceApproved(identity).orElseThrow();
        if (pending.approved().isPresent() && pending.spec().isEmpty()) {
            avow.approve(identity, Review.by("night watch", "editor").comment("same spec as last time"));
        }
        return pending;
    }
}

package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets runs wait for people, and does what these decide: approve, reject, or say nothing in time. */
final class Approving {

    private static final Logger LOG = LoggerFactory.getLogger(Approving.class);
    private static final int MAX_NAME = 200;
    private static final int MAX_COMMENT = 2_000;

    private static final String AGAIN = "Rerun it to ask for approval again, or redeclare its occasion.";

    private final Core core;

    Approving(Core core) {
        this.core = core;
    }

    /** Returns how a run stands that needs this approval before its next attempt. */
    static Standing waits(RunState state, Approval approval, int attempts, Instant now) {
        String detail = "Waits for somebody of role '" + approval.role() + "' to approve it.";
        return new Standing(state.name(), Optional.of(Waiting.APPROVAL.name()), detail, attempts, now);
    }

    int approve(Identity identity, Review review) {
        refuseInvalid(review);
        return decided(identity, passage -> {
            RunRow run = waiting(passage, identity, "Approve", review);
            Instant now = Times.millis(core.clock());
            int attempts = run.standing().attempts();
            Standing free = new Standing(run.standing().state(), Optional.empty(), "", attempts, now);
            passage.session()
                    .runs()
                    .change(run.identity(), Set.of(run.standing().state()), free);
            core.journal().run(passage.session(), EventKind.APPROVED, run.key().job(), identity, event(run, review));
            passage.admit(identity, attempts + 1, NextAttempt.at(run, now));
            return attempts + 1;
        });
    }

    void reject(Identity identity, Review review) {
        refuseInvalid(review);
        decided(identity, passage -> {
            RunRow run = waiting(passage, identity, "Reject", review);
            core.journal().run(passage.session(), EventKind.REJECTED, run.key().job(), identity, event(run, review));
            String detail = "Rejected by " + review.by() + (review.comment().isEmpty() ? "." : ": " + review.comment());
            end(passage.session(), run, RunState.REJECTED, detail);
            return true;
        });
    }

    /** A run that is found expired is ended as such, so that it can be executed or declared again at once. */
    private <T> T decided(Identity identity, Function<Passage, T> decision) {
        try {
            return core.door().pass(decision);
        } catch (TooLate e) {
            expire(identity);
            throw e;
        }
    }

    /** Ends the runs that nobody approved in time. */
    void expire() {
        new WaitingRuns(core.store()).visit(Waiting.APPROVAL, run -> {
            if (isExpired(run)) {
                expire(Identity.parse(run.identity()));
            }
            return true;
        });
    }

    private void expire(Identity identity) {
        try {
            core.door().pass(passage -> {
                RunRow run = RunVerbs.lock(passage, identity);
                if (waitsForApproval(run) && isExpired(run)) {
                    core.journal()
                            .run(passage.session(), EventKind.EXPIRED, run.key().job(), identity, JsonObject.empty());
                    end(passage.session(), run, RunState.EXPIRED, "Nobody approved it in time.");
                }
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("Run {} has expired and is not ended yet; the next check-in tries again", identity, e);
        }
    }

    private void refuseInvalid(Review review) {
        new DeclarationGuard(core.guard())
                .given(Map.of(
                        "Reviewer", review.by(), "Role of the reviewer", review.role(), "Comment", review.comment()));
        boolean nobody = review.by().isBlank() || review.by().length() > MAX_NAME;
        if (nobody
                || !Printable.isWellFormed(review.by())
                || review.by().chars().anyMatch(Character::isISOControl)) {
            throw new EngineException("Reviewer " + Printable.quoted(review.by())
                    + " is not valid. Give who it is, in 1 to 200 characters, none of them a control character.");
        }
        if (review.comment().length() > MAX_COMMENT || !Printable.isWellFormed(review.comment())) {
            throw new EngineException("Comment of " + review.comment().length()
                    + " characters is not valid. Give at most 2,000 characters of text.");
        }
    }

    private RunRow waiting(Passage passage, Identity identity, String verb, Review review) {
        RunRow run = RunVerbs.lock(passage, identity);
        refuse(passage.session(), run, verb, review);
        return run;
    }

    /** Refuses a run that this reviewer cannot approve or reject. */
    void refuse(Session session, RunRow run, String verb, Review review) {
        refuseInvalid(review);
        RunVerbs.refuseErased(session, run, verb);
        String identity = run.identity();
        Approval approval = Approvals.missing(session, identity)
                .filter(by -> waitsForApproval(run))
                .orElseThrow(() -> new EngineException(verb + " refused: " + identity + " is "
                        + run.standing().state()
                        + run.standing()
                                .waiting()
                                .map(why -> " and waits: " + why)
                                .orElse("")
                        + ". Only a run that waits for approval can be approved or rejected."
                        + (run.standing().state().equals(RunState.EXPIRED.name()) ? " " + AGAIN : "")));
        if (!approval.role().equals(review.role())) {
            throw new EngineException(verb + " refused: " + identity + " needs somebody of role '" + approval.role()
                    + "', and " + review.by() + " acts as " + Printable.quoted(review.role())
                    + ". Let somebody of that role decide.");
        }
        if (isExpired(run)) {
            throw new TooLate(verb + " refused: " + identity + " has expired. " + AGAIN);
        }
    }

    private static boolean waitsForApproval(RunRow run) {
        return run.standing().waiting().equals(Optional.of(Waiting.APPROVAL.name()));
    }

    private boolean isExpired(RunRow run) {
        return expiry(run)
                .filter(moment -> !moment.isAfter(Times.millis(core.clock())))
                .isPresent();
    }

    /** Returns when a run expires that waits for approval, if it ever does. */
    static Optional<Instant> expiry(RunRow run) {
        return RunPolicy.parse(run.policy())
                .approval()
                .flatMap(Approval::expiry)
                .map(run.standing().since()::plus);
    }

    private void end(Session session, RunRow run, RunState state, String detail) {
        new RunEnd(core)
                .reach(
                        session,
                        run,
                        new Standing(
                                state.name(),
                                Optional.empty(),
                                detail,
                                run.standing().attempts(),
                                Times.millis(core.clock())));
    }

    private static JsonObject event(RunRow run, Review review) {
        return JsonObject.builder()
                .put("task", run.key().task())
                .put("spec", run.spec())
                .put("by", review.by())
                .put("role", review.role())
                .put("comment", review.comment())
                .build();
    }

    /** A decision came after the time that there was for it. */
    private static final class TooLate extends EngineException {

        private static final long serialVersionUID = 1L;

        private TooLate(String message) {
            super(message);
        }
    }
}

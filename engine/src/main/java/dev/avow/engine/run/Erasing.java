package dev.avow.engine.run;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.run.RunNotice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes the private values and outputs of runs for good. The declaration, the events and the rows of outputs stay, so that
 * the identity can be verified as before.
 */
final class Erasing {

    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 2_000;

    private final Core core;
    private final String by;
    private final String reason;

    Erasing(Core core, String by, String reason) {
        this.core = core;
        refuse("name of who erases", by, MAX_NAME);
        refuse("reason", reason, MAX_REASON);
        this.by = by;
        this.reason = reason;
    }

    void erase(Identity identity) {
        core.door().pass(passage -> {
            RunRow run = RunVerbs.lock(passage, identity);
            if (passage.session().erasures().isErased(run.identity())) {
                throw new EngineException(
                        "Erase refused: " + identity + " was erased before. Nothing needs to be done.");
            }
            if (!erase(passage, run)) {
                throw new EngineException("Erase refused: " + identity
                        + " has no private values, and no private outputs. Nothing needs to be done.");
            }
            return true;
        });
        new Turns(core).after(identity.toString());
        new Removals(core).sweep();
    }

    List<Identity> eraseOccasion(String job, String occasion) {
        List<Identity> erased = core.door().pass(passage -> {
            List<Identity> done = new ArrayList<>();
            for (RunRow found : passage.session().runs().ofOccasion(job, occasion)) {
                Identity identity = Identity.parse(found.identity());
                RunRow run = RunVerbs.lock(passage, identity);
                if (!passage.session().erasures().isErased(run.identity()) && erase(passage, run)) {
                    done.add(identity);
                }
            }
            if (done.isEmpty()) {
                throw new EngineException("Erase refused: no run of job " + Printable.quoted(job) + " for occasion "
                        + Printable.quoted(occasion) + " has something private that is not erased. Look it up in the"
                        + " history of its job.");
            }
            return done;
        });
        erased.forEach(identity -> new Turns(core).after(identity.toString()));
        new Removals(core).sweep();
        return erased;
    }

    /** Returns false, and changes nothing, if the run has nothing private. */
    private boolean erase(Passage passage, RunRow run) {
        Session session = passage.session();
        Optional<PrivateRow> values = session.privateValues().find(run.identity());
        List<OutputRow> outputs = session.erasures().privateOutputs(run.identity());
        if (values.isEmpty() && outputs.isEmpty()) {
            return false;
        }
        refuseLive(session, run);
        session.privateValues().delete(run.identity());
        List<String> places =
                values.map(row -> List.copyOf(row.texts().keySet())).orElse(List.of());
        Identity identity = Identity.parse(run.identity());
        JsonObject event = JsonObject.builder()
                .put("by", by)
                .put("reason", reason)
                .put("places", JsonArray.ofStrings(places))
                .put("outputs", outputs.size())
                .build();
        core.journal().run(session, EventKind.ERASED, run.key().job(), identity, event);
        new Removals(core).remove(session, outputs);
        deny(passage, run, identity);
        return true;
    }

    private static void refuseLive(Session session, RunRow run) {
        boolean live = session.attempts().list(run.identity()).stream()
                .map(AttemptRow::endedAt)
                .anyMatch(Optional::isEmpty);
        if (live) {
            throw new EngineException("Erase refused: an attempt of " + run.identity()
                    + " runs. Wait until it has ended, or cancel the run first.");
        }
    }

    /** A run that has not ended waits from now on, as if the gate had denied it. */
    private void deny(Passage passage, RunRow run, Identity identity) {
        Standing was = run.standing();
        if (RunState.valueOf(was.state()).isFinal()) {
            return;
        }
        Session session = passage.session();
        int next = NextAttempt.number(was);
        String message = "Run denied, " + Reason.ERASED + ": its private values and outputs were erased. Redeclare its"
                + " occasion, if it has to run.";
        passage.withdraw(identity, next);
        session.deferrals().delete(run.identity(), next); // why: an operator's state may repeat what was private
        new Seating(session).leave(run);
        Standing denied = new Standing(
                was.state(), Optional.of(Waiting.DENIED.name()), message, was.attempts(), Times.millis(core.clock()));
        session.runs().change(run.identity(), Set.of(was.state()), denied);
        JsonObject event = JsonObject.builder()
                .put("reason", Reason.ERASED.name())
                .put("message", message)
                .put("identity", identity.toString())
                .put("attempt", next)
                .build();
        core.journal().run(session, EventKind.DENIED, run.key().job(), identity, event);
        core.telling().note(Kind.DENIED, run, denied);
    }

    private static void refuse(String what, String text, int max) {
        boolean bad = text.isBlank()
                || text.length() > max
                || !Printable.isWellFormed(text)
                || text.chars().anyMatch(Character::isISOControl);
        if (bad) {
            throw new EngineException("Erase refused: the " + what + " " + Printable.quoted(text)
                    + " is not valid. Use 1 to " + max + " characters, none of them a control character.");
        }
    }
}

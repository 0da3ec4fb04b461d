package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.run.Then.Pause;
import java.util.List;

/**
 * What is recorded of an attempt that ended, or was deferred.
 *
 * @param stuck whether its thread has not ended
 * @param started whether its operator may have been called
 */
record Outcome(
        Claim claim,
        AttemptState state,
        String message,
        boolean retriable,
        List<OutputRow> outputs,
        JsonObject notes,
        boolean stuck,
        boolean started,
        Then then) {

    /** Returns this outcome with its outputs marked, if those of the run are private. */
    Outcome marked(RunRow run) {
        if (outputs.isEmpty() || !RunPolicy.parse(run.policy()).privateOutputs()) {
            return this;
        }
        List<OutputRow> marked = outputs.stream().map(OutputRow::marked).toList();
        return new Outcome(claim, state, message, retriable, marked, notes, stuck, started, then);
    }

    /** Returns what is recorded in place of an outcome whose outputs are gone: a success did not last then. */
    Outcome without(LostContents gone) {
        AttemptState end = state == AttemptState.SUCCEEDED ? AttemptState.FAILED : state;
        return new Outcome(claim, end, gone.text(), true, List.of(), notes, stuck, started, Then.policy());
    }

    /** Returns what is recorded of an attempt that somebody had cancelled. */
    Outcome cancelled() {
        String text = Ended.CANCELLED + " It ended as " + state + ": " + message;
        return new Outcome(claim, AttemptState.CANCELLED, text, false, outputs, notes, stuck, started, Then.policy());
    }

    /** Returns what is recorded of an attempt that was lost, and goes on from what it was deferred with last. */
    Outcome reattached(Pause pause) {
        return new Outcome(
                claim,
                AttemptState.DEFERRED,
                message,
                false,
                List.of(),
                JsonObject.empty(),
                stuck,
                started,
                Then.goesOn(pause));
    }

    /** Returns what is recorded in place of an outcome that cannot be stored: a success did not last then. */
    Outcome unstorable() {
        AttemptState end = state == AttemptState.SUCCEEDED ? AttemptState.FAILED : state;
        String text = "Outcome " + state + " could not be stored: the database refused it. The log of node "
                + claim.node() + " has the cause.";
        return new Outcome(claim, end, text, retriable, List.of(), JsonObject.empty(), stuck, started, Then.policy());
    }

    /** Returns the event of it. */
    JsonObject event() {
        JsonArray made = new JsonArray(outputs.stream()
                .<JsonValue>map(output -> JsonObject.builder()
                        .put("name", output.name())
                        .put("digest", output.digest())
                        .put("mediaType", output.mediaType())
                        .put("size", output.size())
                        .build())
                .toList());
        JsonObject.Builder event = JsonObject.builder()
                .put("state", state.name())
                .put("message", message)
                .put("node", claim.node())
                .put("epoch", claim.epoch())
                .put("outputs", made)
                .put("notes", notes);
        then.retryAfter().ifPresent(wait -> event.put("retryAfter", wait.toString()));
        return started ? event.build() : event.put(Tries.STARTED, false).build();
    }
}

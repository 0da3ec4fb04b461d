package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.RUN;
import static dev.avow.engine.gate.GateRow.unreadable;

import dev.avow.db.Bytes;
import dev.avow.engine.identity.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows in which the run stands elsewhere, or the trigger is not of its next attempt. */
final class RunRows {

    private static final String UNTIL = "2026-01-05T12:00:00Z";

    private RunRows() {}

    static List<GateRow> otherStandings() {
        List<GateRow> rows = new ArrayList<>();
        rows.add(new GateRow(
                "run absent",
                Reason.NOT_ADMITTED,
                RUN + ", there is no run of it. Declare the run again.",
                it -> it.evidence.run = Optional::empty));
        for (RunState state : RunState.values()) {
            if (state != RunState.DECLARED && state != RunState.RETRYING) {
                rows.add(standing(state.name(), Optional.empty(), "it is " + state));
            }
        }
        for (Waiting waiting : Waiting.values()) {
            rows.add(standing("DECLARED", Optional.of(waiting.name()), "it is DECLARED and waits: " + waiting));
        }
        for (Waiting waiting : Waiting.values()) {
            if (waiting != Waiting.DEFERRED) {
                rows.add(standing("RUNNING", Optional.of(waiting.name()), "it is RUNNING and waits: " + waiting));
            }
        }
        rows.add(standing("RETRYING", Optional.of("STUCK_THREAD"), "it is RETRYING and waits: STUCK_THREAD"));
        rows.add(standing("DECLARED", Optional.of(""), "it is DECLARED and waits: "));
        rows.add(standing("DECLARED", Optional.of("x\u001B"), "it is DECLARED and waits: x\\u001B"));
        for (String garbage : List.of("", "declared", "DECLARED ", "READY")) {
            rows.add(unreadable(
                    "state '" + garbage + "'",
                    "IllegalArgumentException, No enum constant dev.avow.engine.gate.RunState." + garbage,
                    it -> it.evidence.run = () -> Optional.of(it.evidence.run(garbage, Optional.empty(), 0))));
        }
        rows.add(new GateRow(
                "no approval",
                Reason.NOT_APPROVED,
                RUN + ", nobody of role 'editor' has approved it. Release the run, then approve its identity.",
                it -> it.evidence.approval = () -> Optional.of("editor")));
        rows.add(unreadable(
                "approvals",
                "IllegalStateException, no events",
                it -> it.evidence.approval = () -> {
                    throw new IllegalStateException("no events");
                }));
        rows.add(deferredStale(2));
        rows.add(deferredStale(0));
        Bytes kept = Bytes.of("{}".getBytes(StandardCharsets.UTF_8));
        String digest = Digest.of(kept.toArray()).text();
        String other = Digest.of(new byte[0]).text();
        rows.add(state(Optional.empty(), Optional.empty(), "nothing", "nothing"));
        rows.add(state(Optional.empty(), Optional.of(digest), digest, "nothing"));
        rows.add(state(Optional.empty(), Optional.of("nothing"), "nothing", "nothing"));
        rows.add(state(Optional.of(kept), Optional.empty(), "nothing", digest));
        rows.add(state(Optional.of(kept), Optional.of(other), other, digest));
        rows.add(state(Optional.of(kept), Optional.of("x\u001B"), "x\\u001B", digest));
        rows.add(moment(Optional.empty(), Optional.empty(), "nothing", "nothing"));
        rows.add(moment(Optional.of(UNTIL), Optional.empty(), "nothing", UNTIL));
        rows.add(moment(Optional.of(UNTIL), Optional.of("2026-01-05T12:00:01Z"), "2026-01-05T12:00:01Z", UNTIL));
        rows.add(moment(Optional.of(UNTIL), Optional.of("x\u001B"), "x\\u001B", UNTIL));
        rows.add(stale(1, 1, 2));
        rows.add(stale(2, 0, 1));
        rows.add(stale(0, 0, 1));
        rows.add(stale(-1, 0, 1));
        rows.add(stale(0, -1, 0));
        rows.add(stale(Integer.MIN_VALUE, Integer.MAX_VALUE, 2_147_483_648L));
        return rows;
    }

    private static GateRow standing(String state, Optional<String> waiting, String what) {
        return new GateRow(
                what,
                Reason.NOT_ADMITTED,
                RUN + ", " + what + ". Use release or rerun.",
                it -> it.evidence.run = () -> Optional.of(it.evidence.run(state, waiting, 0)));
    }

    private static GateRow state(Optional<Bytes> kept, Optional<String> recorded, String deferred, String found) {
        return new GateRow(
                "state " + found + " deferred as " + deferred,
                Reason.STATE_CHANGED,
                RUN + ", the state that its attempt goes on from is not what its operator gave."
                        + " Restore the database from a backup, or cancel the run.\n  deferred: " + deferred
                        + "\n  found:    " + found,
                it -> {
                    it.evidence.run = () -> Optional.of(it.evidence.run("RUNNING", Optional.of("DEFERRED"), 1));
                    it.evidence.deferred =
                            () -> new DeferredState(kept, recorded, Optional.of(UNTIL), Optional.of(UNTIL));
                });
    }

    private static GateRow moment(Optional<String> until, Optional<String> recorded, String deferred, String found) {
        Bytes kept = Bytes.of("{}".getBytes(StandardCharsets.UTF_8));
        return new GateRow(
                "moment " + found + " deferred until " + deferred,
                Reason.STATE_CHANGED,
                RUN + ", the moment at which its attempt goes on is not the one that was recorded."
                        + " Restore the database from a backup, or cancel the run.\n  deferred: " + deferred
                        + "\n  found:    " + found,
                it -> {
                    it.evidence.run = () -> Optional.of(it.evidence.run("RUNNING", Optional.of("DEFERRED"), 1));
                    it.evidence.deferred = () -> new DeferredState(
                            Optional.of(kept),
                            Optional.of(Digest.of(kept.toArray()).text()),
                            until,
                            recorded);
                });
    }

    private static GateRow deferredStale(int attempt) {
        return new GateRow(
                "attempt " + attempt + " while 1 is deferred",
                Reason.STALE_TRIGGER,
                RUN + ". Nothing needs to be done: the next attempt has a trigger of its own.\n  trigger's attempt: "
                        + attempt + "\n  next attempt:      1",
                it -> {
                    it.attempt = attempt;
                    it.evidence.run = () -> Optional.of(it.evidence.run("RUNNING", Optional.of("DEFERRED"), 1));
                });
    }

    private static GateRow stale(int attempt, int made, long next) {
        return new GateRow(
                "attempt " + attempt + " after " + made,
                Reason.STALE_TRIGGER,
                RUN + ". Nothing needs to be done: the next attempt has a trigger of its own.\n  trigger's attempt: "
                        + attempt + "\n  next attempt:      " + next,
                it -> {
                    it.attempt = attempt;
                    it.evidence.run = () -> Optional.of(it.evidence.run("RETRYING", Optional.empty(), made));
                });
    }
}

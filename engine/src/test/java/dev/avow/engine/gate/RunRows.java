package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.RUN;
import static dev.avow.engine.gate.GateRow.unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows in which the run stands elsewhere, or the trigger is not of its next attempt. */
final class RunRows {

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

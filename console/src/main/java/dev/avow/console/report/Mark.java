package dev.avow.console.report;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import java.time.Instant;
import java.util.Locale;

/** How a run is drawn: each has its own shape, so that none is told by colour alone. In the order of a legend. */
enum Mark {
    SUCCEEDED("succeeded", "good", true, "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"),
    FAILED("failed", "bad", true, "M-5-3l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z"),
    TIMED_OUT("timed out", "bad", true, "M-5-5h10l-4 5 4 5h-10l4-5z"),
    INTERRUPTED("interrupted", "bad", true, "M-5-5h4v10h-4zM1-5h4v10h-4z"),
    DENIED("denied", "gate", true, "M0-6l6 6-6 6-6-6zM0-2l-2 2 2 2 2-2z"),
    RUNNING("running", "busy", true, "M-4-5l9 5-9 5z"),
    RETRYING("retrying", "busy", false, "M-4-5l9 5-9 5z"),
    WAITING("waiting", "wait", false, "M-4-4h8v8h-8z"),
    DUE("declared, due", "wait", false, "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM-.5-.5h1v1h-1z"),
    UPCOMING("upcoming", "off", false, "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
    CANCELLED("cancelled", "off", true, "M-5-1.5h10v3h-10z"),
    REJECTED("rejected", "off", true, "M-5-4h10l-5 9z"),
    EXPIRED("expired", "off", false, "M-5-4h10l-5 9z"),
    UNDECLARED("never declared", "off", false, "M0-5l5 5-5 5-5-5z");

    private final String label;
    private final String tone;
    private final boolean filled;
    private final String path;

    Mark(String label, String tone, boolean filled, String path) {
        this.label = label;
        this.tone = tone;
        this.filled = filled;
        this.path = path;
    }

    /** Returns how a run stood at an instant. */
    static Mark of(RunView run, Instant now) {
        RunState state = run.state();
        if (state.isFinal()) {
            return valueOf(state.name());
        }
        if (run.waiting().isPresent()) {
            return run.waiting().get() == Waiting.DENIED ? DENIED : WAITING;
        }
        if (state == RunState.DECLARED) {
            return run.at().isAfter(now) ? UPCOMING : DUE;
        }
        return valueOf(state.name());
    }

    String label() {
        return label;
    }

    /** Returns the id of its shape. */
    String shape() {
        return "m-" + key();
    }

    /** Returns its name for ids and classes. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String classes() {
        return "mk " + tone + (filled ? "" : " hollow");
    }

    String path() {
        return path;
    }
}

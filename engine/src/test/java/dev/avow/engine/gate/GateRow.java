package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.IDENTITY;

import java.util.function.Consumer;

/** A row of the gate's table: what it changes of a {@link GateCase}, and the denial that follows. */
record GateRow(String name, Reason reason, String message, Consumer<GateCase> change) {

    @Override
    public String toString() {
        return name;
    }

    /** A row in which a check could not be made. */
    static GateRow unreadable(String name, String what, Consumer<GateCase> change) {
        return new GateRow(
                name,
                Reason.UNREADABLE,
                IDENTITY + ", a check could not be made: " + what + ". Mend the cause, then release the run.",
                change);
    }
}

package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateRow.unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Rows in which a check throws, whatever that is. */
final class ThrowingRows {

    private ThrowingRows() {}

    /** Each place that may throw, and how it does. */
    static List<GateRow> all() {
        List<GateRow> rows = new ArrayList<>();
        for (Place place : Place.values()) {
            rows.add(thrown(place, "StoreDown, disk\\u001B full\\u000A", () -> {
                throw new StoreDown("disk\u001B full\n");
            }));
            rows.add(thrown(place, "IllegalStateException", () -> {
                throw new IllegalStateException();
            }));
            rows.add(thrown(place, "StackOverflowError", () -> {
                throw new StackOverflowError();
            }));
            rows.add(thrown(place, "OutOfMemoryError, Java heap space", () -> {
                throw new OutOfMemoryError("Java heap space");
            }));
            rows.add(thrown(place, "NoClassDefFoundError, a/B", () -> {
                throw new NoClassDefFoundError("a/B");
            }));
            rows.add(thrown(place, "ThrowingRows$Mute", () -> {
                throw new Mute();
            }));
            rows.add(thrown(
                    place, "InterruptedException, by the way", () -> sneak(new InterruptedException("by the way"))));
        }
        rows.add(unreadable(
                "clock throws",
                "IllegalStateException, no time",
                it -> it.gateClock = () -> {
                    throw new IllegalStateException("no time");
                }));
        rows.add(unreadable(
                "message too long",
                "IllegalStateException, " + "x".repeat(2000) + "...",
                it -> it.evidence.run = () -> {
                    throw new IllegalStateException("x".repeat(5_000_000));
                }));
        return rows;
    }

    private static GateRow thrown(Place place, String what, Supplier<?> answer) {
        String shown = what.replace("StoreDown", "ThrowingRows$StoreDown");
        return unreadable(place + " throws " + what, shown, it -> place.answer(it, answer));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Throwable> T sneak(Throwable checked) throws E {
        throw (E) checked;
    }

    private static final class StoreDown extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoreDown(String message) {
            super(message);
        }
    }

    private static final class Mute extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}

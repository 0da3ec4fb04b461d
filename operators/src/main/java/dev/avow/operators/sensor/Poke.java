package dev.avow.operators.sensor;

import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One poke of a sensor's attempt, with what is kept from the one before.
 *
 * @param since when the first poke was
 * @param number of this poke, from 1
 * @param seen what the poke before saw, in the sensor's own form
 */
record Poke(Instant since, long number, Optional<String> seen) {

    private static final String SINCE = "since";
    private static final String POKES = "pokes";
    private static final String SEEN = "seen";

    static Poke of(DeclaredRun run) {
        return run.deferred().map(Poke::after).orElseGet(() -> new Poke(run.now(), 1, Optional.empty()));
    }

    /** Returns what the next poke is made from. */
    JsonObject state(Optional<String> nowSeen) {
        JsonObject.Builder state =
                JsonObject.builder().put(SINCE, since.toString()).put(POKES, number);
        nowSeen.ifPresent(text -> state.put(SEEN, text));
        return state.build();
    }

    private static Poke after(JsonObject state) {
        if (state.find(SINCE).orElse(null) instanceof JsonString since
                && state.find(POKES).orElse(null) instanceof JsonInteger pokes) {
            return new Poke(
                    instant(since.value()), pokes.value() + 1, state.find(SEEN).flatMap(Poke::text));
        }
        throw notOurs();
    }

    private static Optional<String> text(Object value) {
        return value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw notOurs();
        }
    }

    private static OperatorException notOurs() {
        return OperatorException.permanent(
                "The state of the deferred attempt is not one of a sensor. Rerun the run, which begins anew.");
    }
}

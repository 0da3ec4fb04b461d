package dev.avow.operators.sensor;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What all sensors do with a poke: end with what was found, defer to the next poke, or lose patience. */
final class Sensing {

    static final String OBSERVED = "observed";

    private static final String JSON = "application/json";

    private Sensing() {}

    /** Looks once. */
    @FunctionalInterface
    interface Probe {

        /** @param seen what the look before saw, if there was one */
        Look look(Optional<String> seen) throws IOException, InterruptedException;
    }

    /** Returns a success with what was observed. */
    static OperatorResult observed(JsonObject observed) {
        return OperatorResult.success().output(OBSERVED, JSON, CanonicalJson.bytes(observed));
    }

    /** Returns the deferral to the next poke, or how the attempt ends. */
    static OperatorResult poke(DeclaredRun run, Patience patience, Probe probe)
            throws IOException, InterruptedException {
        Poke poke = Poke.of(run);
        Look look = probe.look(poke.seen());
        return look.found()
                .map(success -> success.note("pokes", new JsonInteger(poke.number())))
                .orElseGet(() -> next(run, patience, poke, look));
    }

    /** Returns a look at what failed in passing: the sensor looks again. */
    static Look failed(OperatorException passing) {
        if (!passing.isRetriable()) {
            throw passing;
        }
        return Look.notYet("the last poke failed: " + passing.getMessage());
    }

    private static OperatorResult next(DeclaredRun run, Patience patience, Poke poke, Look look) {
        Instant end = poke.since().plus(patience.total());
        if (!run.now().isBefore(end)) {
            return OperatorResult.failure(
                    "Waited " + patience.total() + ", since " + poke.since() + ", and " + stop(look.lacking())
                            + " Raise patience, or see why.",
                    false);
        }
        Instant until = run.now().plus(longer(patience.interval(), look.pause(), patience.total()));
        return OperatorResult.defer(until.isAfter(end) ? end : until, poke.state(look.seen()));
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** why: a server may ask for more than time can be counted, and no wait is longer than all patience */
    private static Duration longer(Duration interval, Duration asked, Duration most) {
        Duration wait = asked.compareTo(interval) > 0 ? asked : interval;
        return wait.compareTo(most) > 0 ? most : wait;
    }
}

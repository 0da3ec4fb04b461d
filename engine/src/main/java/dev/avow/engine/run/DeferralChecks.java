package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Deferral;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.engine.run.Then.Cause;
import dev.avow.engine.run.Then.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks of what an operator defers with, so that it can be stored as it stands. */
final class DeferralChecks {

    private static final int MOST_BYTES = 1 << 14;
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private DeferralChecks() {}

    /**
     * Returns when and from what an attempt goes on, if its operator deferred it.
     *
     * @throws OperatorException if that cannot be stored, or the operator gave what only an end can have
     */
    static Optional<Pause> check(Optional<OperatorResult> result, Core core) {
        return result.filter(returned -> returned.ending() == Ending.DEFERRED).map(returned -> {
            Deferral deferral = returned.deferral()
                    .orElseThrow(() -> OperatorException.permanent(
                            "Operator deferred and did not say until when. Let it use OperatorResult.defer."));
            refuseOutputs(returned);
            Instant now = Times.millis(core.clock());
            return new Pause(until(deferral, now), body(deferral.state(), core.guard()), Cause.OPERATOR);
        });
    }

    private static void refuseOutputs(OperatorResult returned) {
        if (!returned.outputs().isEmpty() || !returned.notes().members().isEmpty()) {
            throw OperatorException.permanent(
                    "Operator deferred and gave " + returned.outputs().size()
                            + " outputs and " + returned.notes().members().size()
                            + " notes. Give them at the end, and keep in the state what is needed for that.");
        }
    }

    /** What is past is due now; a far moment would not fit into a trigger. */
    private static Instant until(Deferral deferral, Instant now) {
        if (deferral.until().isAfter(now.plus(LONGEST))) {
            throw OperatorException.permanent("Operator deferred until " + deferral.until()
                    + ", more than 3660 days from now. Defer to an earlier moment, and again from there.");
        }
        return deferral.until().isBefore(now) ? now : Times.roundedUp(deferral.until());
    }

    private static Bytes body(JsonObject state, SecretGuard guard) {
        byte[] body;
        try {
            body = CanonicalJson.bytes(state);
        } catch (JsonRefusedException e) {
            throw OperatorException.permanent(
                    "Operator deferred with a state that cannot be kept: " + e.reason() + ".", e);
        }
        if (body.length > MOST_BYTES) {
            throw OperatorException.permanent("Operator deferred with a state of " + body.length
                    + " bytes. Keep at most " + MOST_BYTES + ", such as the id of what is waited for.");
        }
        SecretDocuments.findIn(guard, body).ifPresent(found -> {
            throw OperatorException.permanent("Operator deferred with a state that contains the value of secret '"
                    + found.secret() + "'. Leave it out; the operator gets it again by its connection.");
        });
        return Bytes.of(body);
    }
}

package dev.avow.engine.gate;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.gate.StoredChecks.Stored;
import dev.avow.engine.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Decides whether an attempt of a declared run may be claimed.
 *
 * <p>Whatever is missing, unknown, unreadable, late or thrown is a denial; there is one way to a permit, through every
 * check. Threads may share a gate.
 */
public final class Gate {

    private final InstantSource clock;
    private final Duration patience;

    /**
     * @param clock for intervals only: one that nobody sets meanwhile
     * @param patience how long all checks of one decision may take by this clock
     */
    public Gate(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Decides about an attempt; lets no exception out.
     *
     * @param identity that the execution trigger carries
     * @param attempt that the execution trigger carries
     */
    public Decision decide(Identity identity, int attempt, Evidence evidence) {
        try {
            Instant start = clock.instant();
            Stored stored = new StoredChecks(identity, attempt, evidence).check();
            Declaration declaration = stored.declaration();
            ClearTexts texts = new PrivateValueChecks(declaration, identity, evidence).check();
            refuseLate(start, identity);
            new NodeChecks(declaration, evidence).check();
            refuseLate(start, identity);
            return new Permit(identity, attempt, declaration, texts, stored.deferred());
        } catch (Denied denied) {
            return new Denial(denied.reason(), denied.text());
        } catch (Throwable doubt) { // why: fail closed, whatever it is
            return new Denial(
                    Reason.UNREADABLE,
                    "Run denied, UNREADABLE: " + identity + ", a check could not be made: " + Text.of(doubt)
                            + ". Mend the cause, then release the run.");
        }
    }

    private void refuseLate(Instant start, Identity identity) {
        Duration taken = Duration.between(start, clock.instant());
        if (taken.compareTo(patience) > 0) {
            throw new Denied(
                    Reason.TOO_SLOW,
                    "Run denied, TOO_SLOW: " + identity + ", its checks took " + taken + " and may take " + patience
                            + ". Mend the cause, then release the run.");
        }
    }
}

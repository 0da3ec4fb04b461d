package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import java.time.Duration;
import java.util.Optional;

/**
 * Who must approve a run before it may execute, and until when; immutable.
 *
 * @param role what a reviewer must act as, in 1 to 100 characters; who has which role is the caller's knowledge
 * @param expiry how long after its declaration a run waits, at most 365 days; for ever if there is none
 */
public record Approval(String role, Optional<Duration> expiry) {

    private static final int MAX_ROLE = 100;

    /** @throws EngineException if the role or the time is not valid */
    public Approval {
        if (role.isBlank()
                || role.length() > MAX_ROLE
                || role.chars().anyMatch(Character::isISOControl)
                || !Printable.isWellFormed(role)) {
            throw new EngineException("Role " + Printable.quoted(role)
                    + " is not valid. Use 1 to 100 characters, none of them a control character.");
        }
        expiry.ifPresent(time -> {
            if (time.isNegative() || time.isZero() || time.compareTo(Limits.LONGEST) > 0) {
                throw new EngineException(
                        "Approval expires after " + time + ". Give a time above zero, up to 365 days.");
            }
        });
    }

    /** Returns an approval by somebody of this role, for which a run waits as long as it takes. */
    public static Approval by(String role) {
        return new Approval(role, Optional.empty());
    }

    /** Returns this approval, without which a run ends as expired so long after its declaration. */
    public Approval expiresAfter(Duration time) {
        return new Approval(role, Optional.of(time));
    }
}

package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How often something is tried, and how long it waits in between: {@code first * factor^(n-1)} before try n+1, at most
 * {@code longest}.
 *
 * @param attempts how many tries in all, at least 1
 * @param first the wait after the first try, in whole milliseconds, at most 365 days
 * @param factor what each wait is multiplied by, at least 1
 * @param longest the longest wait, in whole milliseconds, at most 365 days
 * @param recover whether an attempt that was interrupted by the end of its node counts as a try that failed, instead of
 *     ending the run
 * @param beside whether the next attempt may start while a thread of a timed-out one still runs
 * @param jitter by how many percent a wait may be shorter, 0 to 100: runs that failed together do not try again together
 * @param afterTimeout whether another attempt follows one that timed out
 */
public record RetryPolicy(
        int attempts,
        Duration first,
        int factor,
        Duration longest,
        boolean recover,
        boolean beside,
        int jitter,
        boolean afterTimeout) {

    private static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofSeconds(1), 2, Duration.ofHours(1), true, false, 0, true);

    /** @throws EngineException if a setting is outside its bounds */
    public RetryPolicy {
        if (attempts < 1) {
            throw new EngineException("Retry policy has " + attempts + " attempts. Give at least 1.");
        }
        refuseWait("first wait", first);
        refuseWait("longest wait", longest);
        if (factor < 1) {
            throw new EngineException("Retry policy has the factor " + factor + ". Give at least 1.");
        }
        if (jitter < 0 || jitter > 100) {
            throw new EngineException("Retry policy has a jitter of " + jitter + " percent. Give 0 to 100.");
        }
    }

    /** Returns a policy of one try. */
    public static RetryPolicy none() {
        return NONE;
    }

    /** Returns a policy of this many retries after the first try, with waits of 1, 2, 4, ... seconds. */
    public static RetryPolicy retries(int retries) {
        if (retries < 0 || retries == Integer.MAX_VALUE) {
            throw new EngineException(
                    "Retry policy has " + retries + " retries. Give 0 to " + (Integer.MAX_VALUE - 1) + ".");
        }
        return new RetryPolicy(
                retries + 1,
                NONE.first,
                NONE.factor,
                NONE.longest,
                NONE.recover,
                NONE.beside,
                NONE.jitter,
                NONE.afterTimeout);
    }

    /** Returns this policy with another first wait, which doubles from try to try. */
    public RetryPolicy backoff(Duration wait) {
        return new RetryPolicy(attempts, wait, factor, longest, recover, beside, jitter, afterTimeout);
    }

    /** Returns this policy with another factor from wait to wait; 1 for equal waits. */
    public RetryPolicy factor(int multiplier) {
        return new RetryPolicy(attempts, first, multiplier, longest, recover, beside, jitter, afterTimeout);
    }

    /** Returns this policy with another longest wait. */
    public RetryPolicy atMost(Duration wait) {
        return new RetryPolicy(attempts, first, factor, wait, recover, beside, jitter, afterTimeout);
    }

    /** Returns this policy, under which an interrupted attempt ends its run. */
    public RetryPolicy withoutRecovery() {
        return new RetryPolicy(attempts, first, factor, longest, false, beside, jitter, afterTimeout);
    }

    /** Returns this policy, under which a timed-out attempt ends its run. */
    public RetryPolicy notAfterTimeout() {
        return new RetryPolicy(attempts, first, factor, longest, recover, beside, jitter, false);
    }

    /** Returns this policy, under which a retry does not wait for a thread that will not end. */
    public RetryPolicy besideStuckThreads() {
        return new RetryPolicy(attempts, first, factor, longest, recover, true, jitter, afterTimeout);
    }

    /** Returns this policy, under which each wait is shorter by up to so many percent, which differs from run to run. */
    public RetryPolicy jitter(int percent) {
        return new RetryPolicy(attempts, first, factor, longest, recover, beside, percent, afterTimeout);
    }

    /**
     * Returns the wait of a run after this try, counted from 1: shorter by a part of the jitter that follows from the run's
     * identity and the try, so that it is the same on every node.
     */
    public Duration waitAfter(int attempt, Identity run) {
        long wait = waitAfter(attempt).toMillis();
        byte[] digest = Digest.of((run + "/" + attempt).getBytes(StandardCharsets.UTF_8))
                .raw();
        long part = ((digest[0] & 0xFFL) << 8) | (digest[1] & 0xFFL);
        return Duration.ofMillis(wait - wait * jitter * part / (100L * 0xFFFF));
    }

    /** Returns the wait after this try, counted from 1, without jitter. */
    public Duration waitAfter(int attempt) {
        Duration wait = first;
        if (factor > 1 && !first.isZero()) {
            Duration largest = longest.dividedBy(factor); // why: compared before, so that no product overflows
            for (int i = 1; i < attempt; i++) {
                if (wait.compareTo(largest) > 0) {
                    return longest;
                }
                wait = wait.multipliedBy(factor);
            }
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    private static void refuseWait(String what, Duration wait) {
        if (wait.isNegative() || wait.compareTo(Limits.LONGEST) > 0) {
            throw new EngineException(
                    "Retry policy has the " + what + " " + wait + ". Give a time from zero to 365 days.");
        }
        if (!wait.equals(wait.truncatedTo(ChronoUnit.MILLIS))) {
            throw new EngineException("Retry policy has the " + what + " " + wait + ". Give whole milliseconds.");
        }
    }
}

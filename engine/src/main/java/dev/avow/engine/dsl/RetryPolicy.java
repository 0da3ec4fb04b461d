package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
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
 */
public record RetryPolicy(int attempts, Duration first, int factor, Duration longest, boolean recover, boolean beside) {

    private static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofSeconds(1), 2, Duration.ofHours(1), true, false);

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
        return new RetryPolicy(retries + 1, NONE.first, NONE.factor, NONE.longest, NONE.recover, NONE.beside);
    }

    /** Returns this policy with another first wait, which doubles from try to try. */
    public RetryPolicy backoff(Duration wait) {
        return new RetryPolicy(attempts, wait, factor, longest, recover, beside);
    }

    /** Returns this policy with another factor from wait to wait; 1 for equal waits. */
    public RetryPolicy factor(int multiplier) {
        return new RetryPolicy(attempts, first, multiplier, longest, recover, beside);
    }

    /** Returns this policy with another longest wait. */
    public RetryPolicy atMost(Duration wait) {
        return new RetryPolicy(attempts, first, factor, wait, recover, beside);
    }

    /** Returns this policy, under which an interrupted attempt ends its run. */
    public RetryPolicy withoutRecovery() {
        return new RetryPolicy(attempts, first, factor, longest, false, beside);
    }

    /** Returns this policy, under which a retry does not wait for a thread that will not end. */
    public RetryPolicy besideStuckThreads() {
        return new RetryPolicy(attempts, first, factor, longest, recover, true);
    }

    /** Returns the wait after this try, counted from 1. */
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

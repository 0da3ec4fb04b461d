package dev.avow.operators.sql;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a statement for which nobody waits any more, so that no other attempt works beside it. */
final class Cancelling {

    private static final Logger LOG = LoggerFactory.getLogger(Cancelling.class);

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** A driver lets a cancellation pass that comes just before its statement, so it is said again. */
    private static final long AGAIN_MILLIS = 250;

    private Cancelling() {}

    /**
     * Cancels a statement, and waits until its transaction has ended, at most 30 seconds and whatever the driver takes to
     * cancel. One that has not begun never will, and is not waited for.
     *
     * @return whether the thread was interrupted meanwhile, which ends no wait
     */
    static boolean end(StatementInFlight statement, FutureTask<?> transaction) {
        // why: the time that is left is measured, and never declared or stored
        long start = System.nanoTime();
        boolean interrupted = false;
        while (!transaction.isDone() && statement.cancel()) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                LOG.warn(
                        "A statement has not ended {} after it was cancelled. It goes on until the driver's own limits.",
                        LONGEST);
                return interrupted;
            }
            interrupted |= awaited(transaction);
        }
        return interrupted;
    }

    private static boolean awaited(FutureTask<?> transaction) {
        try {
            transaction.get(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.trace("A cancelled statement ended, or goes on", e);
        }
        return false;
    }
}

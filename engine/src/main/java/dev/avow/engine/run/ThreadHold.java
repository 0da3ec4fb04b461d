package dev.avow.engine.run;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One attempt's hold on its thread, which the pool gives to another attempt afterwards; threads may share it. */
final class ThreadHold {

    private final CompletableFuture<Ended> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private @Nullable Thread thread;
    private boolean interrupted;

    /** Completes when the attempt has an outcome. */
    CompletableFuture<Ended> outcome() {
        return outcome;
    }

    /** Completes when the attempt has let go of its thread. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Takes the calling thread, and interrupts it if the attempt was interrupted before it had one. */
    synchronized void begin() {
        thread = Thread.currentThread();
        if (interrupted) {
            thread.interrupt();
        }
    }

    /** Interrupts the attempt's thread, if the attempt still has it. */
    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Gives the attempt its outcome, if it has none, and interrupts its thread. */
    void cancel() {
        outcome.complete(Ended.cancelled());
        interrupt();
    }

    /** Lets go of the calling thread, uninterrupted: what was meant for this attempt meets no other. */
    void end() {
        synchronized (this) {
            thread = null;
            Thread.interrupted();
        }
        over.complete(null);
    }
}

package dev.avow.engine.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener with a thread of its own, which ends when there is nothing to tell for a while. Threads may share it. */
final class ListenerThread {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);

    /** How many notices wait at most: an hour of three a second, in a few megabytes. */
    private static final int CAPACITY = 10_000;

    private static final int IDLE_SECONDS = 10;

    private final RunListener listener;
    private final SecretGuard guard;
    private final String name;
    private final ThreadPoolExecutor executor;
    private final AtomicLong lost = new AtomicLong();
    private volatile @Nullable Thread thread;

    ListenerThread(RunListener listener, SecretGuard guard) {
        this.listener = listener;
        this.guard = guard;
        this.name = listener.getClass().getName();
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(CAPACITY), this::thread);
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        Thread made = new Thread(work, "avow-listener");
        made.setDaemon(true); // why: a listener that never returns must not keep the process
        thread = made;
        return made;
    }

    /** Has the listener told, and waits for nothing. */
    void tell(RunNotice notice) {
        try {
            executor.execute(() -> hand(notice));
        } catch (RejectedExecutionException e) {
            if (!executor.isShutdown() && lost.getAndIncrement() == 0) {
                LOG.warn(
                        "Listener {} is {} notices behind, and loses those that come until it has none",
                        name,
                        CAPACITY);
            }
        } catch (Throwable e) { // why: what happened is committed, though no thread can be had to tell of it
            LOG.error(
                    "Listener {} cannot be told {} of {}. Mend the cause.", name, notice.kind(), notice.identity(), e);
        }
    }

    private void hand(RunNotice notice) {
        try {
            switch (notice.kind()) {
                case DECLARED -> listener.declared(notice);
                case DENIED -> listener.denied(notice);
                case STARTED -> listener.started(notice);
                case DEFERRED -> listener.deferred(notice);
                case RESUMED -> listener.resumed(notice);
                case LATE -> listener.late(notice);
                case RETRYING -> listener.retrying(notice);
                case SUCCEEDED -> listener.succeeded(notice);
                case FAILED -> listener.failed(notice);
            }
        } catch (Throwable e) { // why: it harms nobody but itself, whatever it throws
            LOG.warn(
                    "Listener {} failed when it was told {} of {}",
                    name,
                    notice.kind(),
                    notice.identity(),
                    guard.safe(e));
        }
        if (executor.getQueue().isEmpty() && lost.get() > 0) {
            LOG.warn("Listener {} has caught up, and was not told {} notices", name, lost.getAndSet(0));
        }
    }

    /** Takes no more notices. */
    void stop() {
        executor.shutdown();
    }

    /** Waits until the listener has been told all, at most so long; then interrupts it. */
    void await(long nanos) {
        if (Thread.currentThread() == thread) {
            return; // why: a listener that closes the engine would wait for itself
        }
        boolean done = false;
        try {
            done = executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            int left = executor.shutdownNow().size();
            LOG.warn("Listener {} did not end in time and is interrupted; {} notices are left", name, left);
        }
    }
}

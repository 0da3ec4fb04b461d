package dev.avow.db.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces to the disk what was committed before, once for all who ask while an earlier one is still at work: each returns
 * after one that began when it had already asked. Threads may share it.
 */
final class SharedSync {

    private final Runnable work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean working;
    private long begun;
    private long done;

    SharedSync(Runnable work) {
        this.work = work;
    }

    /**
     * Returns when a sync that began after this call has succeeded, done by this thread or by another one. Whose sync
     * fails gets its exception; others who waited for the same one try again for themselves.
     */
    void sync() {
        lock.lock();
        try {
            long wanted = begun + 1;
            while (working && done < wanted) {
                ended.awaitUninterruptibly(); // why: the claim is committed, so that an interrupt may not leave it
                // unsynced
            }
            if (done < wanted) {
                lead();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        working = true;
        long number = ++begun;
        boolean succeeded = false;
        lock.unlock();
        try {
            work.run();
            succeeded = true;
        } finally {
            lock.lock();
            working = false;
            if (succeeded) {
                done = number;
            }
            ended.signalAll();
        }
    }

    /** Returns how many threads wait for a sync of another one. */
    int awaiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(ended);
        } finally {
            lock.unlock();
        }
    }
}

package dev.avow.engine.run;

import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts that this node works on, from the fire of the trigger until the outcome is recorded. */
final class InFlight {

    private final Set<Order> orders = new HashSet<>();
    private final Set<Order> firedAgain = new HashSet<>();
    private final Set<Order> unstarted = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition removed = lock.newCondition();

    /** Returns false if the attempt is worked on already; that is noted then. */
    boolean add(Order order) {
        lock.lock();
        try {
            boolean added = orders.add(order);
            if (!added) {
                firedAgain.add(order);
            }
            return added;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the attempt was to be added again meanwhile. */
    boolean remove(Order order) {
        lock.lock();
        try {
            orders.remove(order);
            removed.signalAll();
            return firedAgain.remove(order);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that an attempt may be claimed here, and that its operator was not called. */
    void noteUnstarted(Order order) {
        lock.lock();
        try {
            unstarted.add(order);
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether that was noted. */
    boolean isUnstarted(Order order) {
        lock.lock();
        try {
            return unstarted.contains(order);
        } finally {
            lock.unlock();
        }
    }

    /** Takes such a note back: the attempt has ended, or was claimed by another commit. */
    void forgetUnstarted(Order order) {
        lock.lock();
        try {
            unstarted.remove(order);
        } finally {
            lock.unlock();
        }
    }

    boolean has(Order order) {
        lock.lock();
        try {
            return orders.contains(order);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no attempt is worked on; returns false if that took longer than this. */
    boolean awaitNone(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!orders.isEmpty() && left > 0) {
                left = removed.awaitNanos(left);
            }
            return orders.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}

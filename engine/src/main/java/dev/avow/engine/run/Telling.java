package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.RunNotice.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Tells listeners what transactions did to runs, once these are committed. Threads may share it.
 *
 * <p>Whatever changes a run has locked it, so that notices of one run are noted in the order in which their transactions
 * commit, though not in that order settled: a run can start before the thread that declared it is back from its commit. So
 * each run's notices stand in a queue, where a settled one waits for those before it.
 */
final class Telling implements AutoCloseable {

    private final List<ListenerThread> listeners;
    private final Duration patience;
    private final ThreadLocal<Optional<List<Noted>>> transaction = ThreadLocal.withInitial(Optional::empty);
    private final Map<Identity, Deque<Noted>> queues = new HashMap<>();

    /** @param patience how long {@link #close} waits for the listeners */
    Telling(List<RunListener> listeners, Duration patience, SecretGuard guard) {
        this.listeners = listeners.stream()
                .map(listener -> new ListenerThread(listener, guard))
                .toList();
        this.patience = patience;
    }

    /** Runs a transaction, and tells what is noted in it when it returns; nothing if it throws. */
    <T> T whenCommitted(Supplier<T> work) {
        Optional<List<Noted>> outer = transaction.get();
        List<Noted> noted = new ArrayList<>();
        boolean committed = false;
        transaction.set(Optional.of(noted));
        try {
            T result = work.get();
            committed = true;
            return result;
        } finally {
            transaction.set(outer);
            settle(noted, committed);
        }
    }

    /**
     * Notes what the transaction that runs in this thread does to a run that it has locked.
     *
     * @throws IllegalStateException if no transaction does
     */
    void note(Kind kind, RunRow run, Standing now) {
        note(kind, run, now, Optional.empty());
    }

    /** As {@link #note(Kind, RunRow, Standing)}, of a denial. */
    void noteDenied(RunRow run, Standing now, Reason reason) {
        note(Kind.DENIED, run, now, Optional.of(reason));
    }

    private void note(Kind kind, RunRow run, Standing now, Optional<Reason> reason) {
        List<Noted> noted = transaction
                .get()
                .orElseThrow(() -> new IllegalStateException("Notice " + kind + " of " + run.identity()
                        + " belongs to no transaction. Note it inside one."));
        if (!listeners.isEmpty()) {
            noted.add(enqueued(new Noted(notice(kind, run, now, reason))));
        }
    }

    /** As {@link #note(Kind, RunRow, Standing)}, of the step to where the run stands now, if it is one to be told. */
    void note(RunRow run, Standing now) {
        RunState state = RunState.valueOf(now.state());
        if (state == RunState.RETRYING) {
            note(Kind.RETRYING, run, now);
        } else if (state.isFinal()) {
            note(state == RunState.SUCCEEDED ? Kind.SUCCEEDED : Kind.FAILED, run, now);
        }
    }

    private static RunNotice notice(Kind kind, RunRow run, Standing now, Optional<Reason> reason) {
        return new RunNotice(
                kind,
                Identity.parse(run.identity()),
                run.key().job(),
                run.key().task(),
                run.key().occasion(),
                now.attempts() == 0 ? OptionalInt.empty() : OptionalInt.of(now.attempts()),
                RunState.valueOf(now.state()),
                reason,
                now.detail(),
                now.since());
    }

    private synchronized Noted enqueued(Noted noted) {
        queues.computeIfAbsent(noted.notice.identity(), run -> new ArrayDeque<>())
                .add(noted);
        return noted;
    }

    private synchronized void settle(List<Noted> all, boolean committed) {
        all.forEach(noted -> noted.fate = committed ? Fate.COMMITTED : Fate.ROLLED_BACK);
        all.forEach(noted -> tell(noted.notice.identity()));
    }

    /** Tells of a run what nothing before it holds back. */
    private void tell(Identity run) {
        Deque<Noted> queue = queues.getOrDefault(run, new ArrayDeque<>());
        while (!queue.isEmpty() && queue.element().fate != Fate.OPEN) {
            Noted next = queue.remove();
            if (next.fate == Fate.COMMITTED) {
                listeners.forEach(listener -> listener.tell(next.notice));
            }
        }
        if (queue.isEmpty()) {
            queues.remove(run);
        }
    }

    /** Waits for the listeners, all together as long as set, and tells them nothing more. */
    @Override
    public void close() {
        Monotonic time = Monotonic.system();
        long end = time.nanos() + patience.toNanos();
        listeners.forEach(ListenerThread::stop);
        listeners.forEach(listener -> listener.await(end - time.nanos()));
    }

    private enum Fate {
        OPEN,
        COMMITTED,
        ROLLED_BACK
    }

    private static final class Noted {

        private final RunNotice notice;
        private Fate fate = Fate.OPEN;

        private Noted(RunNotice notice) {
            this.notice = notice;
        }
    }
}

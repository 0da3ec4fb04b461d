package dev.avow.engine.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has threads that ask at the same time share a transaction: one of them takes what all others ask for that wait by then,
 * and wakes them after its commit. Nobody waits for others to come: who comes alone goes at once.
 *
 * <p>What a shared transaction leaves out, and all of it if it fails, each thread does by itself, so that each meets its
 * own exceptions and those alone. If a leader's transaction hangs, those whom it took wait for its end; others go on without it.
 *
 * @param <I> what is asked for
 * @param <O> the answer
 */
final class GroupCommit<I, O> {

    private static final int MOST = 100;

    /** How long one that was not taken waits for one leader. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Monotonic time;
    private final Duration patience;
    private final boolean loneTogether;
    private final boolean repeatable;
    private boolean led;
    private long lead;
    private long ledSince;

    private GroupCommit(Monotonic time, Duration patience, boolean loneTogether, boolean repeatable) {
        this.time = time;
        this.patience = patience;
        this.loneTogether = loneTogether;
        this.repeatable = repeatable;
    }

    /** Returns one where a thread that comes alone leads while it does by itself what it asks for. */
    static <I, O> GroupCommit<I, O> of(Monotonic time, Duration patience) {
        return new GroupCommit<>(time, patience, false, false);
    }

    /** Returns one whose shared transactions wait for no lock of a row: where one alone would, it does not lead meanwhile. */
    static <I, O> GroupCommit<I, O> waitingForNobody(Monotonic time) {
        return new GroupCommit<>(time, PATIENCE, true, false);
    }

    /** Returns one for what does no harm if it is done twice: if a leader hangs, those whom it took go on without it too. */
    static <I, O> GroupCommit<I, O> repeatable(Monotonic time, Duration patience) {
        return new GroupCommit<>(time, patience, false, true);
    }

    /**
     * Returns the answer, when it is committed.
     *
     * @param together answers many in one transaction, in their order; empty for those that it leaves out
     * @param alone answers one, or throws
     */
    O pass(I item, Function<List<I>, List<Optional<O>>> together, Function<I, O> alone) {
        return pass(item, together, alone, alone);
    }

    /**
     * As {@link #pass(Object, Function, Function)}.
     *
     * @param lone answers one that came alone, or throws; so much is done once at a time
     */
    O pass(I item, Function<List<I>, List<Optional<O>>> together, Function<I, O> lone, Function<I, O> alone) {
        Waiting<I, O> own = new Waiting<>(item);
        List<Waiting<I, O>> group = next(own);
        if (!group.isEmpty()) {
            lead(group, together, lone);
        }
        return own.answer.orElseGet(() -> alone.apply(item));
    }

    /** Returns how many wait and were not taken yet. */
    synchronized int waiting() {
        return queue.size();
    }

    /** Returns those to answer now, a thread's own first, or none when that has been dealt with. */
    private synchronized List<Waiting<I, O>> next(Waiting<I, O> own) {
        queue.add(own); // why here: who comes while nobody leads, leads, and is not taken along by one who comes later
        boolean interrupted = false;
        long left = patienceLeft();
        while (!own.done && (bound(own) || (led && left > 0))) {
            try {
                wait(bound(own) ? 0 : left); // why not asked again: by then nothing may be left, and zero is for ever
            } catch (InterruptedException e) { // why: what it asked for may be committed, and is answered in any case
                interrupted = true;
            }
            left = patienceLeft();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        List<Waiting<I, O>> group = new ArrayList<>(MOST); // why: no memory may be needed once this one leads
        if (!own.done) {
            led = true;
            ledSince = time.nanos();
            own.lead = ++lead;
            queue.remove(own); // why: a leader that fails leaves nothing behind that others would declare for nobody
            group.add(own);
            while (group.size() < MOST && !queue.isEmpty()) {
                Waiting<I, O> other = queue.remove();
                other.taken = true;
                group.add(other);
            }
        }
        return group;
    }

    /** Tells whether only its leader can say what became of what a thread asked for. */
    private boolean bound(Waiting<I, O> own) {
        return own.taken && !repeatable;
    }

    /** Returns for how many milliseconds one waits for the present leader who was not taken by it. */
    private long patienceLeft() {
        return patience.minusNanos(time.nanos() - ledSince).toMillis();
    }

    private void lead(
            List<Waiting<I, O>> group, Function<List<I>, List<Optional<O>>> together, Function<I, O> loneAnswer) {
        List<Optional<O>> answers = List.of();
        try {
            boolean lone = group.size() == 1 && !loneTogether;
            answers = lone ? List.of(Optional.of(loneAnswer.apply(group.get(0).item))) : answers(group, together);
        } finally {
            end(group, answers);
        }
    }

    private List<Optional<O>> answers(List<Waiting<I, O>> group, Function<List<I>, List<Optional<O>>> together) {
        try {
            return together.apply(group.stream().map(one -> one.item).toList());
        } catch (RuntimeException e) { // why: each meets its own reason, alone
            return List.of();
        }
    }

    private synchronized void end(List<Waiting<I, O>> group, List<Optional<O>> answers) {
        for (int i = 0; i < group.size(); i++) {
            Waiting<I, O> one = group.get(i);
            one.answer = i < answers.size() ? answers.get(i) : Optional.empty();
            one.done = true;
        }
        led = led && lead != group.get(0).lead; // why: another one may lead since this one took long
        notifyAll();
    }

    private static final class Waiting<I, O> {

        private final I item;
        private Optional<O> answer = Optional.empty();
        private boolean taken;
        private boolean done;
        private long lead;

        private Waiting(I item) {
            this.item = item;
        }
    }
}

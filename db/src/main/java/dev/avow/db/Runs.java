package dev.avow.db;

import dev.avow.db.Declarations.OccasionKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The projection of events that says where each run stands. */
public interface Runs {

    /** The order of pages: newest occasion first, and of one occasion what was declared last. */
    Comparator<RunRow> NEWEST_FIRST =
            Comparator.comparing((RunRow run) -> PageKey.of(run)).reversed();

    void insert(RunRow run);

    Optional<RunRow> find(String identity);

    /** Returns those of these runs that are there, in no order. */
    List<RunRow> findAll(Collection<String> identities);

    /** As {@link #find}, and keeps other transactions from changing the run until this one ends. */
    Optional<RunRow> lock(String identity);

    /** Locks those of these runs that no other transaction has locked, and returns them, in no order. Nobody is waited for. */
    List<RunRow> lockFree(Collection<String> identities);

    /**
     * Changes where a run stands, if it stands in one of the expected states.
     *
     * @return false, and nothing changed, if it does not
     */
    boolean change(String identity, Set<String> expectedStates, Standing to);

    /**
     * Returns the identities of runs from one to another, both included, in their order.
     *
     * @param limit how many at most
     */
    List<String> identities(String first, String last, int limit);

    /** Returns the runs of all tasks and numbers of an occasion. */
    List<RunRow> ofOccasion(String job, String occasion);

    /** Tells whether a run of an occasion and task stands in one of these states. */
    boolean anyIn(OccasionKey key, Set<String> states);

    /**
     * Returns runs that wait for this reason, longest first.
     *
     * @param after the last one of the page before
     */
    List<RunRow> waiting(String reason, Optional<RunRow> after, int limit);

    /**
     * Returns runs, in one of these states and without a waiting reason, that have neither a live attempt nor an
     * execution trigger: nothing would ever move them.
     *
     * @param scheduler the name under which the scheduler keeps its triggers
     * @param group the triggers' group; a trigger's name is the identity's 64 hex digits, a dot, and the attempt that
     *     it would start, which is one more than {@link Standing#attempts}
     */
    List<RunRow> adrift(Set<String> states, String scheduler, String group, int limit);

    /**
     * Returns runs that wait since their attempt is deferred, and have no execution trigger: nothing would ever move them.
     *
     * @param scheduler as above
     * @param group as above, but that the trigger is that of the deferred attempt, which is {@link Standing#attempts}
     */
    List<RunRow> deferredAdrift(String scheduler, String group, int limit);

    /**
     * A run.
     *
     * @param at what its occasion is sorted by: the slot, or when it was requested
     * @param element which element of its task's list it is for, if the task is mapped
     * @param policy what is kept beside the declaration: JSON
     */
    record RunRow(
            String identity,
            OccasionKey key,
            int number,
            Instant at,
            Optional<Element> element,
            String spec,
            String policy,
            Instant declaredAt,
            Standing standing) {

        /** Makes the row of a run that is for no element of a list. */
        public RunRow(
                String identity,
                OccasionKey key,
                int number,
                Instant at,
                String spec,
                String policy,
                Instant declaredAt,
                Standing standing) {
            this(identity, key, number, at, Optional.empty(), spec, policy, declaredAt, standing);
        }
    }

    /**
     * An element of a mapped task's list.
     *
     * @param index from 0
     */
    record Element(int index, String key) {}

    /**
     * Where a run stands.
     *
     * @param waiting why it waits, if it does: a code
     * @param detail what a person should know of it; empty if nothing
     * @param attempts the number of the newest attempt, 0 if there is none
     */
    record Standing(String state, Optional<String> waiting, String detail, int attempts, Instant since) {}

    /** A run's place in the order of pages; the newest run has the greatest. */
    record PageKey(Instant at, Instant declaredAt, int number, String identity) implements Comparable<PageKey> {

        private static final Comparator<PageKey> ORDER = Comparator.comparing(PageKey::at)
                .thenComparing(PageKey::declaredAt)
                .thenComparingInt(PageKey::number)
                .thenComparing(PageKey::identity);

        public static PageKey of(RunRow run) {
            return new PageKey(run.at(), run.declaredAt(), run.number(), run.identity());
        }

        /** Compares identities as texts: databases order their bytes, which are in the order of their hex digits. */
        @Override
        public int compareTo(PageKey other) {
            return ORDER.compare(this, other);
        }
    }
}

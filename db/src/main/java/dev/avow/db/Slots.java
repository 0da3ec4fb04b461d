package dev.avow.db;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far each schedule's slots are decided, and what was decided. */
public interface Slots {

    /**
     * Stores a schedule's cursor.
     *
     * @return false, and nothing stored, if the schedule has one
     */
    boolean insertCursor(CursorRow cursor);

    Optional<CursorRow> findCursor(String job, String schedule);

    /** Returns up to where slots of some schedules are decided, without those that have no cursor. */
    Map<ScheduleKey, DecidedRow> findDecided(Set<ScheduleKey> schedules);

    /** As {@link #findCursor}, and keeps other transactions from moving it until this one ends. */
    Optional<CursorRow> lockCursor(String job, String schedule);

    /**
     * Moves a cursor: on, as slots are decided, or back, so that slots before it are owed again.
     *
     * @return false, and nothing changed, if it no longer stands at {@code from}
     */
    boolean advance(CursorRow from, Instant decidedTo);

    /**
     * Notes how a schedule is defined, so that other processes can compute its slots.
     *
     * @param definition empty where the job no longer has it
     */
    void define(String job, String schedule, Optional<String> definition);

    /** Returns the schedules of a job that have a cursor, by name. */
    List<DefinitionRow> definitions(String job);

    /** Returns the leases of some schedules, without those that have no cursor. */
    List<LeaseRow> findLeases(Set<ScheduleKey> schedules);

    /**
     * Gives a node the leases of schedules, by job and schedule, as whoever locks several cursors must.
     *
     * @param from how each lease stood when the node looked
     * @return of which it did; nothing is changed of one that stands otherwise now
     */
    Set<ScheduleKey> takeLeases(Collection<LeaseRow> from, String node);

    /** Raises the beats of all leases that a node has, in the same order. */
    int beatLeases(String node);

    /** Takes the leases of schedules from a node, where it has them, in the same order. */
    void releaseLeases(Set<ScheduleKey> schedules, String node);

    /**
     * Stores what was decided for one slot, or for neighbouring ones; only ever appended.
     *
     * @throws StoreException if (job, schedule, firstFor) is decided already
     */
    void insertSlot(SlotRow slot);

    /** Returns what was decided for a schedule, newest first. */
    List<SlotRow> slots(String job, String schedule, int limit);

    /** Returns the first slot of each decision that begins after a moment, and up to another one; oldest first. */
    List<Instant> decidedBetween(String job, String schedule, Instant after, Instant upTo);

    /**
     * Up to where a schedule's slots are decided.
     *
     * @param decidedTo the newest moment without an owed slot before it; slots after it are owed, but for those that
     *     {@link #decidedBetween} returns
     */
    record CursorRow(String job, String schedule, Instant decidedTo) {

        public ScheduleKey key() {
            return new ScheduleKey(job, schedule);
        }
    }

    /** Names a schedule. */
    record ScheduleKey(String job, String schedule) {}

    /**
     * Up to where a schedule's slots are decided.
     *
     * @param more whether slots after the cursor are decided, which {@link #decidedBetween} returns
     */
    record DecidedRow(CursorRow cursor, boolean more) {}

    /**
     * A schedule, as whoever registered its job last defined it.
     *
     * @param definition empty if the job no longer has it, or has not been registered since definitions are stored
     */
    record DefinitionRow(CursorRow cursor, Optional<String> definition) {}

    /**
     * The right to decide a schedule's slots, so that one node of a cluster builds their declarations.
     *
     * @param node who has it, if somebody does
     * @param beat grows as long as that node lives
     * @param epoch grows each time that the lease is taken or released
     */
    record LeaseRow(String job, String schedule, Optional<String> node, long beat, int epoch) {

        public ScheduleKey key() {
            return new ScheduleKey(job, schedule);
        }
    }

    /**
     * A decision on slots.
     *
     * @param firstFor the first slot's {@code scheduledFor}
     * @param lastFor the last one's; the same for a single slot
     * @param slots how many
     * @param decision a code
     * @param reason why; empty where the decision says all
     */
    record SlotRow(
            String job,
            String schedule,
            Instant firstFor,
            Instant lastFor,
            long slots,
            String decision,
            String reason,
            Instant at) {}
}

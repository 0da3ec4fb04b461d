package dev.avow.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is owed of a schedule: pure functions of the schedule and two moments. */
public final class Slots {

    private Slots() {}

    /**
     * Returns the slots after a moment and up to another one, which belongs to the span; oldest first.
     *
     * @param decided slots to leave out
     * @param limit the most to return, at least 1
     */
    public static List<Instant> between(
            Schedule schedule, Instant after, Instant upTo, Set<Instant> decided, int limit) {
        List<Instant> slots = new ArrayList<>();
        Optional<Instant> slot = schedule.next(after);
        while (slots.size() < checked(limit) && slot.isPresent() && !slot.get().isAfter(upTo)) {
            if (!decided.contains(slot.get())) {
                slots.add(slot.get());
            }
            slot = schedule.next(slot.get());
        }
        return List.copyOf(slots);
    }

    /**
     * Decides the slots owed after a moment and up to now; each of them stands exactly once in the answer.
     *
     * <ul>
     *   <li>{@link CatchUp#ALL}: all are due, {@code limit} of them in one call;
     *   <li>{@link CatchUp#LAST}: the newest is due, the others are skipped;
     *   <li>{@link CatchUp#NONE}: the newest is due if it is on time, which is at most {@code grace} ago; the others are
     *       skipped.
     * </ul>
     *
     * <p>A clock that stands before what is decided owes nothing and takes nothing back.
     *
     * @param decided what is decided already
     * @param limit the most slots to be due, at least 1
     * @param grace how late a slot may be seen and still be on time, such as a minute
     */
    public static Owed owed(Schedule schedule, Decided decided, Instant now, int limit, Duration grace) {
        checked(limit);
        Instant decidedTo = decided.upTo();
        Instant end = now.truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> newest = schedule.previous(end.plusSeconds(1)).filter(slot -> slot.isAfter(decidedTo));
        if (newest.isEmpty()) {
            return new Owed(List.of(), List.of(), end.isAfter(decidedTo) ? end : decidedTo, false);
        }
        boolean onTime = Duration.between(newest.get(), now).compareTo(grace) <= 0;
        return switch (schedule.catchUp()) {
            case ALL -> all(schedule, decided, end, limit);
            case LAST -> newestOnly(schedule, decided, newest.get(), end);
            case NONE ->
                onTime
                        ? newestOnly(schedule, decided, newest.get(), end)
                        : new Owed(skipped(schedule, decided, newest.get()), List.of(), end, false);
        };
    }

    private static Owed all(Schedule schedule, Decided decided, Instant end, int limit) {
        List<Instant> due = between(schedule, decided.upTo(), end, decided.ahead(), limit);
        if (due.size() < limit) {
            return new Owed(List.of(), due, end, false);
        }
        Instant last = due.get(due.size() - 1);
        boolean more = !between(schedule, last, end, decided.ahead(), 1).isEmpty();
        return new Owed(List.of(), due, more ? last : end, more);
    }

    private static Owed newestOnly(Schedule schedule, Decided decided, Instant newest, Instant end) {
        List<Span> skipped = schedule.previous(newest)
                .map(last -> skipped(schedule, decided, last))
                .orElse(List.of());
        return new Owed(skipped, decided.ahead().contains(newest) ? List.of() : List.of(newest), end, false);
    }

    /** Returns the spans of slots that lie between decided ones, so that no span covers one of those. */
    private static List<Span> skipped(Schedule schedule, Decided decided, Instant last) {
        List<Span> spans = new ArrayList<>();
        Instant from = decided.upTo();
        for (Instant known : decided.ahead().headSet(last.plusSeconds(1))) {
            Instant start = from;
            schedule.previous(known).flatMap(end -> span(schedule, start, end)).ifPresent(spans::add);
            from = known;
        }
        span(schedule, from, last).ifPresent(spans::add);
        return spans;
    }

    private static Optional<Span> span(Schedule schedule, Instant after, Instant last) {
        long slots = schedule.count(after, last);
        return slots == 0
                ? Optional.empty()
                : Optional.of(new Span(schedule.next(after).orElseThrow(), last, slots));
    }

    private static int checked(int limit) {
        if (limit < 1) {
            throw new ScheduleException("Limit " + limit + " is too low. Use 1 or more.");
        }
        return limit;
    }

    /**
     * What is decided already.
     *
     * @param upTo no slot up to this moment is owed
     * @param ahead slots after it that are not owed either, since they were declared ahead
     */
    public record Decided(Instant upTo, SortedSet<Instant> ahead) {

        /** Copies the set, and leaves out what is not after {@code upTo}. */
        public Decided {
            ahead = Collections.unmodifiableSortedSet(new TreeSet<>(new TreeSet<>(ahead).tailSet(upTo.plusNanos(1))));
        }

        /** Returns that all slots up to a moment are decided, and none after it. */
        public static Decided upTo(Instant moment) {
            return new Decided(moment, Collections.emptySortedSet());
        }
    }

    /**
     * Neighbouring slots.
     *
     * @param first the oldest
     * @param last the newest; the same for a single slot
     * @param slots how many, both included
     */
    public record Span(Instant first, Instant last, long slots) {}

    /**
     * What was decided.
     *
     * @param skipped slots that policy leaves out, oldest first; all are older than the due ones
     * @param due slots to declare, oldest first
     * @param decidedTo up to where the slots are decided now, in whole seconds
     * @param more whether slots are left that are owed already: ask again from {@code decidedTo}
     */
    public record Owed(List<Span> skipped, List<Instant> due, Instant decidedTo, boolean more) {

        /** Copies the lists. */
        public Owed {
            skipped = List.copyOf(skipped);
            due = List.copyOf(due);
        }
    }
}

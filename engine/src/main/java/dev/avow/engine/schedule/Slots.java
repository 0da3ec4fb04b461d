package dev.avow.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is owed of a schedule: pure functions of the schedule and two moments. */
public final class Slots {

    private Slots() {}

    /**
     * Returns the slots after a moment and up to another one, which belongs to the span; oldest first.
     *
     * @param limit the most to return, at least 1
     */
    public static List<Instant> between(Schedule schedule, Instant after, Instant upTo, int limit) {
        List<Instant> slots = new ArrayList<>();
        Optional<Instant> slot = schedule.next(after);
        while (slots.size() < checked(limit) && slot.isPresent() && !slot.get().isAfter(upTo)) {
            slots.add(slot.get());
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
     * <p>A clock that stands before {@code decidedTo} owes nothing and takes nothing back.
     *
     * @param decidedTo up to where the slots are decided already
     * @param limit the most slots to be due, at least 1
     * @param grace how late a slot may be seen and still be on time, such as a minute
     */
    public static Owed owed(Schedule schedule, Instant decidedTo, Instant now, int limit, Duration grace) {
        checked(limit);
        Instant end = now.truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> newest = schedule.previous(end.plusSeconds(1)).filter(slot -> slot.isAfter(decidedTo));
        if (newest.isEmpty()) {
            return new Owed(List.of(), List.of(), end.isAfter(decidedTo) ? end : decidedTo, false);
        }
        return switch (schedule.catchUp()) {
            case ALL -> all(schedule, decidedTo, end, limit);
            case LAST -> newestOnly(schedule, decidedTo, newest.get(), end);
            case NONE ->
                Duration.between(newest.get(), now).compareTo(grace) <= 0
                        ? newestOnly(schedule, decidedTo, newest.get(), end)
                        : new Owed(skipped(schedule, decidedTo, newest.get()), List.of(), end, false);
        };
    }

    private static Owed all(Schedule schedule, Instant decidedTo, Instant end, int limit) {
        List<Instant> due = between(schedule, decidedTo, end, limit);
        Instant last = due.get(due.size() - 1);
        boolean more = schedule.next(last).filter(slot -> !slot.isAfter(end)).isPresent();
        return new Owed(List.of(), due, more ? last : end, more);
    }

    private static Owed newestOnly(Schedule schedule, Instant decidedTo, Instant newest, Instant end) {
        List<Span> skipped = schedule.previous(newest)
                .map(last -> skipped(schedule, decidedTo, last))
                .orElse(List.of());
        return new Owed(skipped, List.of(newest), end, false);
    }

    private static List<Span> skipped(Schedule schedule, Instant after, Instant last) {
        long slots = schedule.count(after, last);
        return slots == 0 ? List.of() : List.of(new Span(schedule.next(after).orElseThrow(), last, slots));
    }

    private static int checked(int limit) {
        if (limit < 1) {
            throw new ScheduleException("Limit " + limit + " is too low. Use 1 or more.");
        }
        return limit;
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

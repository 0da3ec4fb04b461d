package dev.avow.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/** Compares all ways of asking a schedule for the slots of a span. */
final class Walk {

    private Walk() {}

    /** Checks that the slots of [from, to) are just these by next, by previous and by count. */
    static void assertSlots(Schedule schedule, Instant from, Instant to, NavigableSet<Instant> expected, String seed) {
        List<Instant> slots = List.copyOf(expected.subSet(from, true, to, false));
        String about = schedule + " from " + from + " to " + to + " " + seed;

        assertThat(forward(schedule, from, to)).as(about).isEqualTo(slots);
        assertThat(backward(schedule, from, to)).as(about).isEqualTo(slots);
        assertThat(schedule.count(from.minusSeconds(1), to.minusSeconds(1)))
                .as(about)
                .isEqualTo(slots.size());
    }

    static List<Instant> forward(Schedule schedule, Instant from, Instant to) {
        List<Instant> slots = new ArrayList<>();
        Optional<Instant> slot = schedule.next(from.minusNanos(1));
        while (slot.isPresent() && slot.get().isBefore(to)) {
            slots.add(slot.get());
            slot = schedule.next(slot.get());
        }
        return slots;
    }

    static List<Instant> backward(Schedule schedule, Instant from, Instant to) {
        List<Instant> slots = new ArrayList<>();
        Optional<Instant> slot = schedule.previous(to);
        while (slot.isPresent() && !slot.get().isBefore(from)) {
            slots.add(slot.get());
            slot = schedule.previous(slot.get());
        }
        Collections.reverse(slots);
        return slots;
    }
}

package dev.avow.engine.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The oracle for changes of clocks: maps each local time by itself, and shares no code with what it checks. */
record NaiveSlots(ZoneId zone, Gap gap, Overlap overlap) {

    /** Returns all pairs of policies. */
    static Stream<NaiveSlots> policies(ZoneId zone) {
        return Stream.of(Gap.values())
                .flatMap(gap -> Stream.of(Overlap.values()).map(overlap -> new NaiveSlots(zone, gap, overlap)));
    }

    /** Returns the local times from one to before another that match, trying each at a step. */
    static List<LocalDateTime> locals(
            Predicate<LocalDateTime> matches, LocalDateTime from, LocalDateTime to, int stepSeconds) {
        return Stream.iterate(from, time -> time.isBefore(to), time -> time.plusSeconds(stepSeconds))
                .filter(matches)
                .toList();
    }

    NavigableSet<Instant> of(List<LocalDateTime> locals) {
        NavigableSet<Instant> slots = new TreeSet<>();
        locals.forEach(time -> slots.addAll(instants(time)));
        return slots;
    }

    private List<Instant> instants(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            Instant after = zone.getRules().getTransition(time).getInstant();
            return gap == Gap.RUN_AFTER_GAP ? List.of(after) : List.of();
        }
        return offsets.stream()
                .limit(overlap == Overlap.TWICE ? 2 : 1)
                .map(time::toInstant)
                .toList();
    }
}

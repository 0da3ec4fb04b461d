package dev.avow.engine.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Excluded local dates on the time line of a zone.
 *
 * <p>A date is mostly one span of time, and not always 24 hours long. Where clocks go back past midnight it is two: as
 * in St. John's until 2011, from 00:01 to 23:01 of the day before.
 */
final class ExcludedTime {

    private static final long DAY = 86_400;
    /** No offset is above it. */
    private static final long MOST = 18 * 3_600;

    /** Start to end, in seconds since 1970, the end being the first second after the span; none touches another. */
    private final NavigableMap<Long, Long> spans = new TreeMap<>();

    ExcludedTime(Exclusions exclusions, ZoneId zone) {
        NavigableMap<Long, Long> pieces = new TreeMap<>();
        exclusions.dates().forEach(date -> addPieces(date, zone.getRules(), pieces));
        pieces.forEach(this::append);
    }

    /** Adds what the time between two changes of the clocks has of a date, for all such times. */
    private static void addPieces(LocalDate date, ZoneRules rules, NavigableMap<Long, Long> pieces) {
        long local = date.toEpochDay() * DAY;
        long from = local - MOST;
        while (from < local + DAY + MOST) {
            Instant at = Instant.ofEpochSecond(from);
            int offset = rules.getOffset(at).getTotalSeconds();
            @Nullable ZoneOffsetTransition change = rules.nextTransition(at);
            long until = change == null ? Long.MAX_VALUE : change.toEpochSecond();
            long start = Math.max(from, local - offset);
            long end = Math.min(until, local + DAY - offset);
            if (start < end) {
                pieces.put(start, end);
            }
            from = until;
        }
    }

    private void append(long start, long end) {
        boolean touches = !spans.isEmpty() && spans.lastEntry().getValue() == start;
        spans.put(touches ? spans.lastKey() : start, end);
    }

    /** Returns the span that a second is in. */
    Optional<Span> around(long second) {
        @Nullable Entry<Long, Long> span = spans.floorEntry(second);
        return span == null || span.getValue() <= second
                ? Optional.empty()
                : Optional.of(new Span(span.getKey(), span.getValue()));
    }

    /** Returns the spans, in their order. */
    Iterable<Span> spans() {
        return spans.entrySet().stream()
                .map(span -> new Span(span.getKey(), span.getValue()))
                .toList();
    }

    /** Seconds from a start to before an end. */
    record Span(long start, long end) {}
}

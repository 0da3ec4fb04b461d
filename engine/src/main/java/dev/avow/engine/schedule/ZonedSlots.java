package dev.avow.engine.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Local slots on the time line of a zone.
 *
 * <p>Between two changes of a zone's clocks the offset is constant, so that local order is the order of instants. A
 * search therefore goes from such segment to segment and asks the local slots only within one. Which local times belong
 * to a segment is where the policies act: {@link Overlap#ONCE} takes the repeated ones out of the later segment, and
 * {@link Gap#RUN_AFTER_GAP} adds the segment's first second if the gap before it holds a slot.
 *
 * <p>Slots that are years apart would pass many segments without a slot. A search leaps over them: no offset is above
 * 18 hours, so a local slot cannot be more than a day off its reading as UTC.
 *
 * @see java.time.zone.ZoneRules
 */
record ZonedSlots(LocalSlots local, ZoneId zone, Gap gap, Overlap overlap) {

    private static final long DAY = 86_400;
    private static final long FIRST = Instant.parse("1969-12-30T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("2200-01-03T00:00:00Z").getEpochSecond();

    /** Returns local slots in UTC, with the policies that hold unless told otherwise. */
    static ZonedSlots of(LocalSlots local) {
        return new ZonedSlots(local, ZoneOffset.UTC, Gap.RUN_AFTER_GAP, Overlap.ONCE);
    }

    ZonedSlots local(LocalSlots choice) {
        return new ZonedSlots(choice, zone, gap, overlap);
    }

    ZonedSlots zone(ZoneId choice) {
        return new ZonedSlots(local, choice, gap, overlap);
    }

    ZonedSlots gap(Gap choice) {
        return new ZonedSlots(local, zone, choice, overlap);
    }

    ZonedSlots overlap(Overlap choice) {
        return new ZonedSlots(local, zone, gap, choice);
    }

    /** Returns whether all but the times and days is the same. */
    boolean alike(ZonedSlots that) {
        return zone.equals(that.zone)
                && gap == that.gap
                && overlap == that.overlap
                && local.exclusions().equals(that.local.exclusions());
    }

    /** Returns the first slot strictly after a moment. */
    Optional<Instant> next(Instant after) {
        long slot = atOrAfter(Moments.firstAfter(after));
        return slot == LocalSlots.NEVER_AFTER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(slot));
    }

    /** Returns the last slot strictly before a moment. */
    Optional<Instant> previous(Instant before) {
        long slot = atOrBefore(Moments.lastBefore(before));
        return slot == LocalSlots.NEVER_BEFORE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(slot));
    }

    /** Returns the first slot at or after a second, or {@link LocalSlots#NEVER_AFTER}. */
    private long atOrAfter(long second) {
        long from = Math.max(second, FIRST);
        while (from < END) {
            Segment segment = segmentAt(from);
            if (from == segment.start && endsGap(segment)) {
                return from;
            }
            long slot = local.atOrAfter(Math.max(from + segment.offset, ownLocals(segment)));
            if (slot < segment.end + segment.offset) {
                return slot - segment.offset;
            }
            boolean repeats = from + segment.offset > segment.end + segment.next;
            from = repeats ? segment.end : Math.max(segment.end, slot - DAY);
        }
        return LocalSlots.NEVER_AFTER;
    }

    /** Returns the last slot at or before a second, or {@link LocalSlots#NEVER_BEFORE}. */
    private long atOrBefore(long second) {
        long to = Math.min(second, END);
        while (to >= FIRST) {
            Segment segment = segmentAt(to);
            long slot = local.atOrBefore(to + segment.offset);
            if (slot >= ownLocals(segment)) {
                return slot - segment.offset;
            }
            if (endsGap(segment)) {
                return segment.start;
            }
            boolean repeats = to + segment.offset < segment.start + segment.previous - 1;
            to = repeats ? segment.start - 1 : Math.min(segment.start - 1, slot + DAY);
        }
        return LocalSlots.NEVER_BEFORE;
    }

    /** Returns how many slots there are after a moment and up to another one. */
    long count(Instant after, Instant upTo) {
        long slots = 0;
        long from = Math.max(Moments.firstAfter(after), FIRST);
        long to = Math.min(upTo.getEpochSecond(), END - 1);
        while (from <= to) {
            Segment segment = segmentAt(from);
            slots += countIn(segment, from, Math.min(to + 1, segment.end));
            from = segment.end;
        }
        return slots;
    }

    private long countIn(Segment segment, long from, long end) {
        long firstLocal = Math.max(from + segment.offset, ownLocals(segment));
        long endLocal = end + segment.offset;
        long slots = firstLocal < endLocal ? local.count(firstLocal, endLocal) : 0;
        boolean atGap = from == segment.start && endsGap(segment) && local.atOrAfter(firstLocal) != firstLocal;
        return atGap ? slots + 1 : slots;
    }

    /** Returns the first local second whose slots belong to a segment, and not to the one before. */
    private long ownLocals(Segment segment) {
        int offset = overlap == Overlap.ONCE ? Math.max(segment.offset, segment.previous) : segment.offset;
        return segment.start + offset;
    }

    /** Returns whether the segment starts with a slot because of slots in the gap before it. */
    private boolean endsGap(Segment segment) {
        return gap == Gap.RUN_AFTER_GAP
                && segment.previous < segment.offset
                && local.atOrAfter(segment.start + segment.previous) < segment.start + segment.offset;
    }

    private Segment segmentAt(long second) {
        ZoneRules rules = zone.getRules();
        Instant at = Instant.ofEpochSecond(second);
        int offset = rules.getOffset(at).getTotalSeconds();
        @Nullable ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
        @Nullable ZoneOffsetTransition after = rules.nextTransition(at);
        return new Segment(
                before == null ? FIRST : before.toEpochSecond(),
                after == null ? END : after.toEpochSecond(),
                before == null ? offset : before.getOffsetBefore().getTotalSeconds(),
                offset,
                after == null ? offset : after.getOffsetAfter().getTotalSeconds());
    }

    /**
     * A span of time with one offset.
     *
     * @param start its first second
     * @param end the first second after it
     * @param previous the offset before it, in seconds
     * @param next the offset after it
     */
    private record Segment(long start, long end, int previous, int offset, int next) {}
}

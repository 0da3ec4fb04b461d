package dev.avow.engine.schedule;

import dev.avow.engine.schedule.ExcludedTime.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A schedule with a slot at an anchor, and at every whole number of periods after it, up to the year 9999, except on
 * excluded dates.
 *
 * <p>Periods are exact, so that local times shift when clocks change; {@link CalendarInterval} keeps them. A zone only
 * says when an excluded date begins and ends.
 */
public final class FixedRate implements Schedule {

    private final long anchor;
    private final long period;
    private final CatchUp catchUp;
    private final @Nullable ZoneId zone;
    private final Exclusions exclusions;
    private final ExcludedTime excluded;

    private FixedRate(long anchor, long period, CatchUp catchUp, @Nullable ZoneId zone, Exclusions exclusions) {
        this.anchor = anchor;
        this.period = period;
        this.catchUp = catchUp;
        this.zone = zone;
        this.exclusions = exclusions;
        this.excluded = new ExcludedTime(exclusions, zone == null ? ZoneOffset.UTC : zone);
    }

    /**
     * Returns a schedule with this period, anchored at 1970-01-01T00:00:00Z, that catches up the last missed slot.
     *
     * @param period whole seconds, at least one
     * @throws ScheduleException if it is shorter, or has a fraction of a second
     */
    public static FixedRate every(Duration period) {
        if (period.getNano() != 0 || period.getSeconds() < 1) {
            throw new ScheduleException("Period " + period + " is not valid. Use whole seconds, at least PT1S.");
        }
        return new FixedRate(0, period.getSeconds(), CatchUp.LAST, null, Exclusions.NONE);
    }

    /**
     * Returns a copy whose first slot is this moment.
     *
     * @param first whole seconds, from the year 1 to the year 9999
     * @throws ScheduleException if it has a fraction of a second, or is out of range
     */
    public FixedRate from(Instant first) {
        return new FixedRate(Moments.check(first, "Anchor").getEpochSecond(), period, catchUp, zone, exclusions);
    }

    /** Returns a copy that treats missed slots so. */
    public FixedRate catchUp(CatchUp choice) {
        return new FixedRate(anchor, period, choice, zone, exclusions);
    }

    /** Returns a copy whose excluded dates are those of this zone. */
    public FixedRate zone(ZoneId choice) {
        return new FixedRate(anchor, period, catchUp, choice, exclusions);
    }

    /**
     * Returns a copy whose excluded dates are those of this zone.
     *
     * @param zoneId such as {@code Europe/Berlin}
     * @throws ScheduleException if no zone has this id; no other zone is ever taken instead
     */
    public FixedRate zone(String zoneId) {
        return zone(Zones.zone(zoneId));
    }

    /**
     * Returns a copy without slots on these local dates of its zone, besides those that are excluded already.
     *
     * @param dates such as holidays, from 1970 to 2199
     * @throws ScheduleException if the zone was not given, or a date is out of range
     */
    public FixedRate except(LocalDate... dates) {
        return except(List.of(dates));
    }

    /**
     * Returns a copy without slots on these local dates, as {@link #except(LocalDate...)} does.
     *
     * @throws ScheduleException if the zone was not given, or a date is out of range
     */
    public FixedRate except(Collection<LocalDate> dates) {
        if (zone == null) {
            throw new ScheduleException(
                    "Fixed rate '" + this + "' has no time zone to exclude dates of. Call zone before except.");
        }
        return new FixedRate(anchor, period, catchUp, zone, exclusions.and(dates));
    }

    /** Returns the time from slot to slot. */
    public Duration period() {
        return Duration.ofSeconds(period);
    }

    /** Returns the first slot. */
    public Instant anchor() {
        return Instant.ofEpochSecond(anchor);
    }

    /** Returns the zone of the excluded dates, if it was given. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** Returns the local dates without slots, in their order. */
    public SortedSet<LocalDate> excluded() {
        return exclusions.dates();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        Optional<Instant> slot = slot(passed(after.getEpochSecond()));
        for (Optional<Span> span = around(slot); span.isPresent(); span = around(slot)) {
            slot = slot(passed(span.get().end() - 1));
        }
        return slot;
    }

    @Override
    public Optional<Instant> previous(Instant before) {
        Optional<Instant> slot = slot(passed(Moments.lastBefore(before)) - 1);
        for (Optional<Span> span = around(slot); span.isPresent(); span = around(slot)) {
            slot = slot(passed(span.get().start() - 1) - 1);
        }
        return slot;
    }

    private Optional<Span> around(Optional<Instant> slot) {
        return slot.flatMap(moment -> excluded.around(moment.getEpochSecond()));
    }

    @Override
    public long count(Instant after, Instant upTo) {
        long slots = between(after.getEpochSecond(), upTo.getEpochSecond());
        for (Span span : excluded.spans()) {
            long from = Math.max(span.start() - 1, after.getEpochSecond());
            slots -= between(from, Math.min(span.end() - 1, upTo.getEpochSecond()));
        }
        return slots;
    }

    /** Returns how many multiples of the period there are after a second and up to another one. */
    private long between(long after, long upTo) {
        return Math.max(0, passed(upTo) - passed(after));
    }

    /** Returns how many multiples of the period there are up to a second, which counts. */
    private long passed(long second) {
        long last = Math.min(second, Moments.LAST.getEpochSecond());
        return last < anchor ? 0 : (last - anchor) / period + 1;
    }

    private Optional<Instant> slot(long number) {
        boolean exists = number >= 0 && number <= (Moments.LAST.getEpochSecond() - anchor) / period;
        return exists ? Optional.of(Instant.ofEpochSecond(anchor + number * period)) : Optional.empty();
    }

    @Override
    public CatchUp catchUp() {
        return catchUp;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FixedRate that
                && anchor == that.anchor
                && period == that.period
                && catchUp == that.catchUp
                && zone().equals(that.zone())
                && exclusions.equals(that.exclusions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(anchor, period, catchUp, zone, exclusions);
    }

    @Override
    public String toString() {
        return "every " + period() + " from " + anchor() + (zone == null ? "" : " " + zone.getId()) + exclusions;
    }
}

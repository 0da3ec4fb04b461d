package dev.avow.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A schedule with a slot at an anchor, and at every whole number of periods after it, up to the year 9999. */
public final class FixedRate implements Schedule {

    private final long anchor;
    private final long period;
    private final CatchUp catchUp;

    private FixedRate(long anchor, long period, CatchUp catchUp) {
        this.anchor = anchor;
        this.period = period;
        this.catchUp = catchUp;
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
        return new FixedRate(0, period.getSeconds(), CatchUp.LAST);
    }

    /**
     * Returns a copy whose first slot is this moment.
     *
     * @param first whole seconds, from the year 1 to the year 9999
     * @throws ScheduleException if it has a fraction of a second, or is out of range
     */
    public FixedRate from(Instant first) {
        return new FixedRate(Moments.check(first, "Anchor").getEpochSecond(), period, catchUp);
    }

    /** Returns a copy that treats missed slots so. */
    public FixedRate catchUp(CatchUp choice) {
        return new FixedRate(anchor, period, choice);
    }

    /** Returns the time from slot to slot. */
    public Duration period() {
        return Duration.ofSeconds(period);
    }

    /** Returns the first slot. */
    public Instant anchor() {
        return Instant.ofEpochSecond(anchor);
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return slot(passed(after.getEpochSecond()));
    }

    @Override
    public Optional<Instant> previous(Instant before) {
        return slot(passed(Moments.lastBefore(before)) - 1);
    }

    @Override
    public long count(Instant after, Instant upTo) {
        return Math.max(0, passed(upTo.getEpochSecond()) - passed(after.getEpochSecond()));
    }

    /** Returns how many slots there are up to a second, which counts. */
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
                && catchUp == that.catchUp;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(anchor * 31 + period);
    }

    @Override
    public String toString() {
        return "every " + period() + " from " + anchor();
    }
}

package dev.avow.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/** A schedule with one slot. */
public final class Once implements Schedule {

    private final Instant when;
    private final CatchUp catchUp;

    private Once(Instant when, CatchUp catchUp) {
        this.when = when;
        this.catchUp = catchUp;
    }

    /**
     * Returns a schedule whose one slot is this moment; missed, it is caught up.
     *
     * @param when whole seconds, from the year 1 to the year 9999
     * @throws ScheduleException if it has a fraction of a second, or is out of range
     */
    public static Once at(Instant when) {
        return new Once(Moments.check(when, "Moment"), CatchUp.LAST);
    }

    /** Returns a copy that treats its missed slot so. */
    public Once catchUp(CatchUp choice) {
        return new Once(when, choice);
    }

    /** Returns the slot. */
    public Instant when() {
        return when;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return when.isAfter(after) ? Optional.of(when) : Optional.empty();
    }

    @Override
    public Optional<Instant> previous(Instant before) {
        return when.isBefore(before) ? Optional.of(when) : Optional.empty();
    }

    @Override
    public long count(Instant after, Instant upTo) {
        return when.isAfter(after) && !when.isAfter(upTo) ? 1 : 0;
    }

    @Override
    public CatchUp catchUp() {
        return catchUp;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Once that && when.equals(that.when) && catchUp == that.catchUp;
    }

    @Override
    public int hashCode() {
        return when.hashCode();
    }

    @Override
    public String toString() {
        return "once at " + when;
    }
}

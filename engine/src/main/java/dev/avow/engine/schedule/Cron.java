package dev.avow.engine.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * A schedule by a cron expression in Quartz's syntax, matched against the local time of a zone.
 *
 * <p>Its fields are second, minute, hour, day of month, month, day of week (1 is Sunday) and, if given, year (1970 to
 * 2199). A field is {@code *}, a value, a range {@code 8-17}, steps {@code 0/15}, or a list of these; a range may pass
 * the end of its field ({@code 22-2}), but not in the year. One of the two day fields is {@code ?}. The day of month
 * knows {@code L}, {@code L-3}, {@code LW} and {@code 15W}; the day of week {@code FRIL} and {@code FRI#2}. A month that
 * does not have the day has no slot, for {@code 31W} as for {@code 31}. Slots lie in local years 1970 to 2199.
 *
 * <p>Unless told otherwise: zone UTC, {@link CatchUp#LAST}, {@link Gap#RUN_AFTER_GAP}, {@link Overlap#ONCE}.
 *
 * @see <a href="https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html">Quartz: the
 *     format</a>
 */
public final class Cron implements Schedule {

    private final String expression;
    private final ZoneId zone;
    private final CatchUp catchUp;
    private final ZonedSlots slots;

    private Cron(String expression, ZoneId zone, CatchUp catchUp, ZonedSlots slots) {
        this.expression = expression;
        this.zone = zone;
        this.catchUp = catchUp;
        this.slots = slots;
    }

    /**
     * Returns the schedule of an expression, in UTC.
     *
     * @param expression six or seven fields, seconds first
     * @throws ScheduleException if it is not valid, or matches no day; its message names the offset of the first fault
     */
    public static Cron cron(String expression) {
        ZoneId zone = ZoneOffset.UTC;
        LocalSlots local = CronParser.parse(expression);
        ZonedSlots slots = new ZonedSlots(local, zone.getRules(), Gap.RUN_AFTER_GAP, Overlap.ONCE);
        return new Cron(expression, zone, CatchUp.LAST, slots);
    }

    /** Returns a copy for the local time of this zone. */
    public Cron zone(ZoneId choice) {
        ZonedSlots changed = new ZonedSlots(slots.local(), choice.getRules(), slots.gap(), slots.overlap());
        return new Cron(expression, choice, catchUp, changed);
    }

    /**
     * Returns a copy for the local time of this zone.
     *
     * @param zoneId such as {@code Europe/Berlin}
     * @throws ScheduleException if no zone has this id; no other zone is ever taken instead
     */
    public Cron zone(String zoneId) {
        try {
            return zone(ZoneId.of(zoneId));
        } catch (DateTimeException e) {
            throw new ScheduleException(
                    "Time zone '" + zoneId + "' is not known. Use an id such as 'Europe/Berlin' or 'UTC'.", e);
        }
    }

    /** Returns a copy that treats missed slots so. */
    public Cron catchUp(CatchUp choice) {
        return new Cron(expression, zone, choice, slots);
    }

    /** Returns a copy that treats local times that do not exist so. */
    public Cron gap(Gap choice) {
        return new Cron(
                expression, zone, catchUp, new ZonedSlots(slots.local(), slots.rules(), choice, slots.overlap()));
    }

    /** Returns a copy that treats local times that exist twice so. */
    public Cron overlap(Overlap choice) {
        return new Cron(expression, zone, catchUp, new ZonedSlots(slots.local(), slots.rules(), slots.gap(), choice));
    }

    /** Returns the expression as it was given. */
    public String expression() {
        return expression;
    }

    /** Returns the zone whose local time is matched. */
    public ZoneId zone() {
        return zone;
    }

    /** Returns what becomes of local times that do not exist. */
    public Gap gap() {
        return slots.gap();
    }

    /** Returns what becomes of local times that exist twice. */
    public Overlap overlap() {
        return slots.overlap();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        long slot = slots.atOrAfter(Moments.firstAfter(after));
        return slot == LocalSlots.NEVER_AFTER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(slot));
    }

    @Override
    public Optional<Instant> previous(Instant before) {
        long slot = slots.atOrBefore(Moments.lastBefore(before));
        return slot == LocalSlots.NEVER_BEFORE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(slot));
    }

    @Override
    public long count(Instant after, Instant upTo) {
        return slots.count(Moments.firstAfter(after), upTo.getEpochSecond());
    }

    @Override
    public CatchUp catchUp() {
        return catchUp;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron that
                && expression.equals(that.expression)
                && zone.equals(that.zone)
                && catchUp == that.catchUp
                && gap() == that.gap()
                && overlap() == that.overlap();
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, zone, catchUp, gap(), overlap());
    }

    @Override
    public String toString() {
        return "cron '" + expression + "' " + zone.getId();
    }
}

package dev.avow.engine.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

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
    private final CatchUp catchUp;
    private final ZonedSlots slots;

    private Cron(String expression, CatchUp catchUp, ZonedSlots slots) {
        this.expression = expression;
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
        return new Cron(expression, CatchUp.LAST, ZonedSlots.of(CronParser.parse(expression)));
    }

    /** Returns a copy for the local time of this zone. */
    public Cron zone(ZoneId choice) {
        return new Cron(expression, catchUp, slots.zone(choice));
    }

    /**
     * Returns a copy for the local time of this zone.
     *
     * @param zoneId such as {@code Europe/Berlin}
     * @throws ScheduleException if no zone has this id; no other zone is ever taken instead
     */
    public Cron zone(String zoneId) {
        return zone(Zones.zone(zoneId));
    }

    /** Returns a copy that treats missed slots so. */
    public Cron catchUp(CatchUp choice) {
        return new Cron(expression, choice, slots);
    }

    /** Returns a copy that treats local times that do not exist so. */
    public Cron gap(Gap choice) {
        return new Cron(expression, catchUp, slots.gap(choice));
    }

    /** Returns a copy that treats local times that exist twice so. */
    public Cron overlap(Overlap choice) {
        return new Cron(expression, catchUp, slots.overlap(choice));
    }

    /**
     * Returns a copy without slots on these local dates, besides those that are excluded already.
     *
     * @param dates such as holidays, from 1970 to 2199; the date is the one that the expression matches, also where
     *     {@link Gap#RUN_AFTER_GAP} moves a slot past midnight
     * @throws ScheduleException if a date is out of range, or no slot is left
     */
    public Cron except(LocalDate... dates) {
        return except(List.of(dates));
    }

    /**
     * Returns a copy without slots on these local dates, as {@link #except(LocalDate...)} does.
     *
     * @throws ScheduleException if a date is out of range, or no slot is left
     */
    public Cron except(Collection<LocalDate> dates) {
        LocalSlots left = slots.local().except(slots.local().exclusions().and(dates));
        if (left.isEmpty()) {
            throw new ScheduleException(
                    "Cron expression '" + expression + "' has no slot left: all its days are excluded. Exclude fewer.");
        }
        return new Cron(expression, catchUp, slots.local(left));
    }

    /** Returns the expression as it was given. */
    public String expression() {
        return expression;
    }

    /** Returns the zone whose local time is matched. */
    public ZoneId zone() {
        return slots.zone();
    }

    /** Returns what becomes of local times that do not exist. */
    public Gap gap() {
        return slots.gap();
    }

    /** Returns what becomes of local times that exist twice. */
    public Overlap overlap() {
        return slots.overlap();
    }

    /** Returns the local dates without slots, in their order. */
    public SortedSet<LocalDate> excluded() {
        return slots.local().exclusions().dates();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return slots.next(after);
    }

    @Override
    public Optional<Instant> previous(Instant before) {
        return slots.previous(before);
    }

    @Override
    public long count(Instant after, Instant upTo) {
        return slots.count(after, upTo);
    }

    @Override
    public CatchUp catchUp() {
        return catchUp;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron that
                && expression.equals(that.expression)
                && catchUp == that.catchUp
                && slots.alike(that.slots);
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, zone(), catchUp, gap(), overlap(), excluded());
    }

    @Override
    public String toString() {
        return "cron '" + expression + "' " + zone().getId() + slots.local().exclusions();
    }
}

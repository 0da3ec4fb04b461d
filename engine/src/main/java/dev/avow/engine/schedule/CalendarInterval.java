package dev.avow.engine.schedule;

import dev.avow.engine.schedule.CalendarRule.EveryDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A schedule by days of the calendar and a time of day: the last working day of a month, each second Friday.
 *
 * <pre>{@code
 * monthly().onLastWorkingDay().at("18:00").zone("Europe/Berlin").except(holidays)
 * quarterly().onFirst(MONDAY).at("09:00")
 * everyWeeks(2, LocalDate.of(2026, 1, 9)).on(FRIDAY)
 * everyMonths(3, LocalDate.of(2026, 1, 15)).onDay(15)
 * }</pre>
 *
 * <p>Working days are Monday to Friday, without the excluded dates. Slots lie in local years 1970 to 2199.
 *
 * <p>Unless told otherwise: 00:00, zone UTC, {@link CatchUp#LAST}, {@link Gap#RUN_AFTER_GAP}, {@link Overlap#ONCE}.
 */
public final class CalendarInterval implements Schedule {

    private final CalendarRule rule;
    private final LocalTime time;
    private final CatchUp catchUp;
    private final ZonedSlots slots;

    private CalendarInterval(CalendarRule rule, LocalTime time, CatchUp catchUp, ZonedSlots slots) {
        this.rule = rule;
        this.time = time;
        this.catchUp = catchUp;
        this.slots = slots;
    }

    static CalendarInterval of(CalendarRule rule) {
        LocalTime time = LocalTime.MIDNIGHT;
        return new CalendarInterval(rule, time, CatchUp.LAST, ZonedSlots.of(local(rule, time, Exclusions.NONE)));
    }

    private static LocalSlots local(CalendarRule rule, LocalTime time, Exclusions exclusions) {
        LocalSlots local = new LocalSlots(DayTimes.once(time), month -> rule.days(month, exclusions), exclusions);
        if (local.isEmpty()) {
            throw new ScheduleException("Calendar interval '" + rule + exclusions + "' has no day from "
                    + LocalSlots.FIRST_YEAR + " to " + LocalSlots.LAST_YEAR
                    + ". Choose days that there are, or exclude fewer.");
        }
        return local;
    }

    /** Returns the choice of days in each month. */
    public static CalendarMonths monthly() {
        return new CalendarMonths(1, CalendarPeriod.MONTH, LocalSlots.FIRST_DATE);
    }

    /** Returns the choice of days in each quarter of the year. */
    public static CalendarMonths quarterly() {
        return new CalendarMonths(1, CalendarPeriod.QUARTER, LocalSlots.FIRST_DATE);
    }

    /** Returns the choice of days in each year. */
    public static CalendarMonths yearly() {
        return new CalendarMonths(1, CalendarPeriod.YEAR, LocalSlots.FIRST_DATE);
    }

    /**
     * Returns the choice of days in one month of so many; the months between have no slot.
     *
     * @param first no slot is before this local date, and its month is the one to count from
     * @throws ScheduleException if {@code months} is below 1, or the date is before 1970 or after 2199
     */
    public static CalendarMonths everyMonths(int months, LocalDate first) {
        return new CalendarMonths(
                CalendarRule.check(months, "months"), CalendarPeriod.MONTH, CalendarRule.check(first));
    }

    /**
     * Returns the choice of days in one week, from Monday to Sunday, of so many.
     *
     * @param first no slot is before this local date, and its week is the one to count from
     * @throws ScheduleException if {@code weeks} is below 1, or the date is before 1970 or after 2199
     */
    public static CalendarWeeks everyWeeks(int weeks, LocalDate first) {
        return new CalendarWeeks(CalendarRule.check(weeks, "weeks"), CalendarRule.check(first));
    }

    /**
     * Returns a schedule for one day of so many.
     *
     * @param first the local date of the first slot, and the one to count from
     * @throws ScheduleException if {@code days} is below 1, or the date is before 1970 or after 2199
     */
    public static CalendarInterval everyDays(int days, LocalDate first) {
        return of(new EveryDays(CalendarRule.check(days, "days"), CalendarRule.check(first)));
    }

    /**
     * Returns a copy with its slots at this local time.
     *
     * @param choice whole seconds
     * @throws ScheduleException if it has a fraction of a second
     */
    public CalendarInterval at(LocalTime choice) {
        LocalSlots local = local(rule, DayTimes.check(choice), exclusions());
        return new CalendarInterval(rule, choice, catchUp, slots.local(local));
    }

    /**
     * Returns a copy with its slots at this local time.
     *
     * @param choice such as {@code 18:00} or {@code 18:00:30}
     * @throws ScheduleException if it is no such time
     */
    public CalendarInterval at(String choice) {
        return at(DayTimes.time(choice));
    }

    /** Returns a copy for the local time of this zone. */
    public CalendarInterval zone(ZoneId choice) {
        return new CalendarInterval(rule, time, catchUp, slots.zone(choice));
    }

    /**
     * Returns a copy for the local time of this zone.
     *
     * @param zoneId such as {@code Europe/Berlin}
     * @throws ScheduleException if no zone has this id; no other zone is ever taken instead
     */
    public CalendarInterval zone(String zoneId) {
        return zone(Zones.zone(zoneId));
    }

    /** Returns a copy that treats missed slots so. */
    public CalendarInterval catchUp(CatchUp choice) {
        return new CalendarInterval(rule, time, choice, slots);
    }

    /** Returns a copy that treats local times that do not exist so. */
    public CalendarInterval gap(Gap choice) {
        return new CalendarInterval(rule, time, catchUp, slots.gap(choice));
    }

    /** Returns a copy that treats local times that exist twice so. */
    public CalendarInterval overlap(Overlap choice) {
        return new CalendarInterval(rule, time, catchUp, slots.overlap(choice));
    }

    /**
     * Returns a copy without slots on these local dates, besides those that are excluded already; they are no working
     * days.
     *
     * @param dates such as holidays, from 1970 to 2199; where {@link Gap#RUN_AFTER_GAP} moves a slot past midnight, the
     *     date before counts
     * @throws ScheduleException if a date is out of range, or no slot is left
     */
    public CalendarInterval except(LocalDate... dates) {
        return except(List.of(dates));
    }

    /**
     * Returns a copy without slots on these local dates, as {@link #except(LocalDate...)} does.
     *
     * @throws ScheduleException if a date is out of range, or no slot is left
     */
    public CalendarInterval except(Collection<LocalDate> dates) {
        LocalSlots left = local(rule, time, exclusions().and(dates));
        return new CalendarInterval(rule, time, catchUp, slots.local(left));
    }

    private Exclusions exclusions() {
        return slots.local().exclusions();
    }

    CalendarRule rule() {
        return rule;
    }

    LocalTime time() {
        return time;
    }

    Gap gap() {
        return slots.gap();
    }

    Overlap overlap() {
        return slots.overlap();
    }

    /** Returns the local dates without slots, in their order. */
    public SortedSet<LocalDate> excluded() {
        return exclusions().dates();
    }

    /** Returns the zone whose local time is meant. */
    public ZoneId zone() {
        return slots.zone();
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
        return other instanceof CalendarInterval that
                && rule.equals(that.rule)
                && time.equals(that.time)
                && catchUp == that.catchUp
                && slots.alike(that.slots);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rule, time, catchUp, zone(), excluded());
    }

    @Override
    public String toString() {
        return rule + " at " + time + " " + zone().getId() + exclusions();
    }
}

package dev.avow.engine.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A schedule for any zone and policies, and which local times it shall have.
 *
 * @param matches shares no code with the schedule
 */
record Probe(Function<NaiveSlots, Schedule> schedule, Predicate<LocalDateTime> matches) {

    static Probe cron(String expression, Set<LocalDate> excluded) {
        SimpleCron simple = new SimpleCron(expression);
        return new Probe(
                clocks -> Cron.cron(expression)
                        .except(excluded)
                        .zone(clocks.zone())
                        .gap(clocks.gap())
                        .overlap(clocks.overlap()),
                time -> simple.matches(time) && !excluded.contains(time.toLocalDate()));
    }

    static Probe calendar(CalendarInterval interval, LocalTime at, Predicate<LocalDate> days) {
        return new Probe(
                clocks -> interval.at(at).zone(clocks.zone()).gap(clocks.gap()).overlap(clocks.overlap()),
                time -> time.toLocalTime().equals(at) && days.test(time.toLocalDate()));
    }

    /** Returns schedules that have a time of a date, among other days, and schedules that exclude it. */
    static Stream<Probe> at(LocalDateTime moment) {
        LocalTime time = moment.toLocalTime();
        LocalDate date = moment.toLocalDate();
        DayOfWeek weekday = date.getDayOfWeek();
        LocalDate last = lastWorkingDay(YearMonth.from(date), Set.of());
        String minute = "0 " + time.getMinute() + " " + time.getHour() + " ";
        return Stream.of(
                cron(minute + "* * ?", Set.of()),
                cron(minute + date.getDayOfMonth() + " " + date.getMonthValue() + " ?", Set.of()),
                cron("0 " + time.getMinute() + " * * * ?", Set.of(date)),
                calendar(CalendarInterval.everyDays(2, date.minusDays(2)), time, day -> everyDays(2, date, day)),
                calendar(
                        CalendarInterval.everyWeeks(1, date.minusDays(20)).on(weekday, weekday.plus(1)),
                        time,
                        day -> day.getDayOfWeek() == weekday || day.getDayOfWeek() == weekday.plus(1)),
                calendar(
                        CalendarInterval.monthly().onDay(date.getDayOfMonth()),
                        time,
                        day -> day.getDayOfMonth() == date.getDayOfMonth()),
                calendar(
                        CalendarInterval.everyDays(1, date.minusDays(9)).except(date.plusDays(1)),
                        time,
                        day -> !day.equals(date.plusDays(1))),
                calendar(
                        CalendarInterval.monthly().onLastWorkingDay().except(last),
                        time,
                        day -> day.equals(lastWorkingDay(YearMonth.from(day), Set.of(last)))));
    }

    private static boolean everyDays(int days, LocalDate first, LocalDate day) {
        return Math.abs(day.toEpochDay() - first.toEpochDay()) % days == 0 && !day.isBefore(first.minusDays(days));
    }

    static LocalDate lastWorkingDay(YearMonth month, Set<LocalDate> excluded) {
        List<LocalDate> working = month.atDay(1)
                .datesUntil(month.plusMonths(1).atDay(1))
                .filter(day -> day.getDayOfWeek().getValue() <= 5 && !excluded.contains(day))
                .toList();
        return working.get(working.size() - 1);
    }

    /** Checks the slots of a day before and after a change of clocks, for all policies. */
    void checkAround(Instant change, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(change, ZoneOffset.UTC).withSecond(0);
        List<LocalDateTime> locals = NaiveSlots.locals(matches, local.minusDays(3), local.plusDays(3), 60);
        Instant from = change.minus(Duration.ofDays(1));
        Instant to = change.plus(Duration.ofDays(1));
        NaiveSlots.policies(zone).forEach(clocks -> {
            Schedule asked = schedule.apply(clocks);
            NavigableSet<Instant> expected = clocks.of(locals);
            Walk.assertSlots(asked, from, to, expected, clocks.toString());
            Walk.assertSlots(asked, change, to, expected, "from the change, " + clocks);
            Walk.assertSlots(asked, from, change, expected, "to the change, " + clocks);
            Walk.assertSlots(asked, change.plusSeconds(600), to, expected, "from soon after the change, " + clocks);
        });
    }
}

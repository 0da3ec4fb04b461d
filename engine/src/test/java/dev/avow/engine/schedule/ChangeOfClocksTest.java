package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.CalendarInterval.everyWeeks;
import static dev.avow.engine.schedule.CalendarInterval.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeOfClocksTest {

    /** In seconds; slots of ten years lie at such times. */
    private static final int QUARTER = 900;

    private static final List<String> EXPRESSIONS = List.of(
            "0 0 * * * ?",
            "0 0/15 * * * ?",
            "0 30 2 * * ?",
            "0 0 3 * * ?",
            "0 15 1-3 * * ?",
            "0 0/20 0,2,3,23 ? * *",
            "0 30 2 ? * SUN");

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2020-01-01T00:00:00Z, 20",
        "America/New_York, 2020-01-01T00:00:00Z, 20",
        "Australia/Lord_Howe, 2020-01-01T00:00:00Z, 20",
        "Africa/Casablanca, 2020-01-01T00:00:00Z, 20",
        "Asia/Kathmandu, 1980-01-01T00:00:00Z, 1",
        "Pacific/Apia, 2005-01-01T00:00:00Z, 8",
        "America/St_Johns, 2002-01-01T00:00:00Z, 20",
        "Africa/Monrovia, 1970-01-02T00:00:00Z, 1"
    })
    void has_each_slot_around_a_change_of_the_clocks_exactly_once(ZoneId zone, Instant from, int atLeast) {
        List<ZoneOffsetTransition> changes = changes(zone.getRules(), from);

        assertThat(changes).hasSizeGreaterThanOrEqualTo(atLeast);
        for (ZoneOffsetTransition change : changes) {
            Stream<Probe> fixed = EXPRESSIONS.stream().map(each -> Probe.cron(each, Set.of()));
            Stream.concat(fixed, moments(change).flatMap(Probe::at))
                    .forEach(probe -> probe.checkAround(change.getInstant(), zone));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"
            })
    void has_each_slot_of_ten_years_exactly_once(ZoneId zone) {
        LocalDate sunday = LocalDate.parse("2020-01-05");
        LocalTime night = LocalTime.of(2, 15);

        List.of(
                        Probe.cron("0 30 2 * * ?", Set.of(sunday)),
                        Probe.cron("0 45 1 * * ?", Set.of()),
                        Probe.cron("0 0/15 2 ? * SUN", Set.of()),
                        Probe.calendar(
                                everyWeeks(2, sunday).on(DayOfWeek.SUNDAY), night, day -> fortnight(sunday, day)),
                        Probe.calendar(
                                monthly().onLastDay(),
                                night,
                                day -> day.plusDays(1).getDayOfMonth() == 1),
                        Probe.calendar(
                                monthly().onLastWorkingDay(),
                                night,
                                day -> day.equals(Probe.lastWorkingDay(YearMonth.from(day), Set.of()))))
                .forEach(probe -> checkTenYears(probe, zone));
    }

    private static boolean fortnight(LocalDate sunday, LocalDate day) {
        return !day.isBefore(sunday) && (day.toEpochDay() - sunday.toEpochDay()) % 14 == 0;
    }

    private static void checkTenYears(Probe probe, ZoneId zone) {
        LocalDateTime start = LocalDateTime.parse("2019-12-30T00:00:00");
        List<LocalDateTime> locals =
                NaiveSlots.locals(probe.matches(), start, start.plusYears(10).plusDays(5), QUARTER);
        Instant from = Instant.parse("2020-01-01T00:00:00Z");
        Instant to = Instant.parse("2030-01-01T00:00:00Z");
        NaiveSlots.policies(zone).forEach(clocks -> {
            NavigableSet<Instant> expected = clocks.of(locals);

            assertThat(expected).hasSizeGreaterThan(100);
            Walk.assertSlots(probe.schedule().apply(clocks), from, to, expected, clocks.toString());
        });
    }

    /** Returns local times, in whole minutes, inside and around what a change leaves out or repeats. */
    private static Stream<LocalDateTime> moments(ZoneOffsetTransition change) {
        LocalDateTime before = change.getDateTimeBefore().truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime after = change.getDateTimeAfter().truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime start = before.isBefore(after) ? before : after;
        LocalDateTime end = before.isBefore(after) ? after : before;
        LocalDateTime middle = start.plusMinutes(ChronoUnit.MINUTES.between(start, end) / 2);
        return Stream.of(
                start.minusMinutes(1),
                start,
                start.plusMinutes(1),
                middle,
                end.minusMinutes(1),
                end,
                end.plusMinutes(1));
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules, Instant from) {
        Instant end = from.atOffset(ZoneOffset.UTC).plusYears(10).toInstant();
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(end)) {
            changes.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return changes;
    }
}

package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.CalendarInterval.everyDays;
import static dev.avow.engine.schedule.CalendarInterval.everyMonths;
import static dev.avow.engine.schedule.CalendarInterval.everyWeeks;
import static dev.avow.engine.schedule.CalendarInterval.monthly;
import static dev.avow.engine.schedule.CalendarInterval.quarterly;
import static dev.avow.engine.schedule.CalendarInterval.yearly;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CalendarIntervalTest {

    private static final LocalDate NEW_YEAR = LocalDate.parse("2026-01-01");

    @Test
    void last_working_day_of_the_month_is_before_a_weekend_and_a_holiday() {
        CalendarInterval evening =
                monthly().onLastWorkingDay().at("18:00").zone("Europe/Berlin").except(date("2026-03-31"));

        assertThat(evening.next(Instant.parse("2026-01-01T00:00:00Z"))).contains(Instant.parse("2026-01-30T17:00:00Z"));
        assertThat(evening.next(Instant.parse("2026-03-01T00:00:00Z"))).contains(Instant.parse("2026-03-30T16:00:00Z"));
        assertThat(evening.previous(Instant.parse("2026-03-01T00:00:00Z")))
                .contains(Instant.parse("2026-02-27T17:00:00Z"));
    }

    @Test
    void days_are_counted_in_their_month_quarter_or_year() {
        assertThat(days(quarterly().onFirst(MONDAY), 4))
                .containsExactly("2026-01-05", "2026-04-06", "2026-07-06", "2026-10-05");
        assertThat(days(quarterly().onLastWorkingDay(), 4))
                .containsExactly("2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31");
        assertThat(days(quarterly().onDay(92), 2)).containsExactly("2026-09-30", "2026-12-31");
        assertThat(days(yearly().onDay(366), 1)).containsExactly("2028-12-31");
        assertThat(days(yearly().onLast(FRIDAY), 2)).containsExactly("2026-12-25", "2027-12-31");
        assertThat(days(monthly().onNth(5, FRIDAY), 2)).containsExactly("2026-01-30", "2026-05-29");
        assertThat(days(monthly().onDay(31, 1), 4))
                .containsExactly("2026-01-01", "2026-01-31", "2026-02-01", "2026-03-01");
        assertThat(days(monthly().onLastDay(), 2)).containsExactly("2026-01-31", "2026-02-28");
        assertThat(days(monthly().onFirstWorkingDay().except(NEW_YEAR), 2)).containsExactly("2026-01-02", "2026-02-02");
        assertThat(days(monthly().onWorkingDay(3), 2)).containsExactly("2026-01-05", "2026-02-04");
    }

    @Test
    void intervals_are_counted_from_the_first_date_and_none_is_before_it() {
        assertThat(days(everyWeeks(2, date("2026-01-09")).on(FRIDAY), 3))
                .containsExactly("2026-01-09", "2026-01-23", "2026-02-06");
        assertThat(days(everyWeeks(2, date("2026-01-07")).on(MONDAY, FRIDAY), 4))
                .containsExactly("2026-01-09", "2026-01-19", "2026-01-23", "2026-02-02");
        assertThat(days(everyMonths(3, date("2026-01-15")).onDay(15), 3))
                .containsExactly("2026-01-15", "2026-04-15", "2026-07-15");
        assertThat(days(everyMonths(3, date("2026-01-16")).onDay(15), 2)).containsExactly("2026-04-15", "2026-07-15");
        assertThat(days(everyMonths(3, date("2026-01-16")).onLastWorkingDay(), 2))
                .containsExactly("2026-01-30", "2026-04-30");
        assertThat(days(everyDays(10, date("2026-01-25")), 3))
                .containsExactly("2026-01-25", "2026-02-04", "2026-02-14");
    }

    @Test
    void the_first_slot_has_none_before_and_the_last_year_none_after() {
        CalendarInterval friday = everyWeeks(2, date("2026-01-09")).on(FRIDAY);
        Instant first = Instant.parse("2026-01-09T00:00:00Z");

        assertThat(friday.next(Instant.MIN)).contains(first);
        assertThat(friday.previous(first)).isEmpty();
        assertThat(monthly().onLastDay().previous(Instant.MAX)).contains(Instant.parse("2199-12-31T00:00:00Z"));
        assertThat(monthly().onLastDay().next(Instant.parse("2199-12-31T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void counts_all_years_without_passing_each_slot() {
        long days = ChronoUnit.DAYS.between(date("1970-01-01"), date("2200-01-01"));

        assertThat(everyDays(1, date("1970-01-01")).zone("Europe/Berlin").count(Instant.MIN, Instant.MAX))
                .isEqualTo(days);
        assertThat(yearly().onLastWorkingDay().count(Instant.MIN, Instant.MAX)).isEqualTo(230);
    }

    @Test
    void refuses_what_does_not_exist_and_says_what_to_do() {
        assertRefused(() -> monthly().onDay(32), "Day 32 of a month does not exist. Use 1 to 31.");
        assertRefused(() -> monthly().onDay(1, 0), "Day 0 of a month does not exist. Use 1 to 31.");
        assertRefused(() -> quarterly().onNth(15, MONDAY), "MONDAY 15 of a quarter does not exist. Use 1 to 14.");
        assertRefused(() -> yearly().onWorkingDay(263), "Working day 263 of a year does not exist. Use 1 to 262.");
        assertRefused(() -> everyDays(0, NEW_YEAR), "Every 0 days is not valid. Use 1 or more.");
        assertRefused(() -> everyWeeks(-1, NEW_YEAR), "Every -1 weeks is not valid. Use 1 or more.");
        assertRefused(() -> everyMonths(0, NEW_YEAR), "Every 0 months is not valid. Use 1 or more.");
        assertRefused(
                () -> everyDays(1, date("0026-01-01")),
                "First date 0026-01-01 is out of range. Use 1970-01-01 to 2199-12-31.");
        assertRefused(
                () -> everyMonths(12, date("2026-02-01")).onDay(30),
                "Calendar interval 'every 12 months from 2026-02-01 on day 30' has no day from 1970 to 2199."
                        + " Choose days that there are, or exclude fewer.");
    }

    @Test
    void refuses_a_time_or_zone_that_is_not_known() {
        CalendarInterval monthly = monthly().onLastDay();

        for (String time : List.of("24:00", "6pm", "18", "", "18:00Z")) {
            assertRefused(
                    () -> monthly.at(time), "Time '" + time + "' is not known. Use one such as '18:00' or '18:00:30'.");
        }
        assertRefused(
                () -> monthly.at(LocalTime.of(18, 0, 0, 1)),
                "Time 18:00:00.000000001 has a fraction of a second. Use whole seconds.");
        assertRefused(
                () -> monthly.zone("Berlin"),
                "Time zone 'Berlin' is not known. Use an id such as 'Europe/Berlin' or 'UTC'.");
    }

    @Test
    void is_equal_by_its_settings() {
        CalendarInterval monthly = monthly().onLastWorkingDay();

        assertThat(monthly).isEqualTo(monthly().onLastWorkingDay()).hasSameHashCodeAs(monthly.at("00:00"));
        assertThat(monthly)
                .isNotEqualTo(monthly().onLastDay())
                .isNotEqualTo(quarterly().onLastWorkingDay());
        assertThat(monthly).isNotEqualTo(monthly.at("18:00")).isNotEqualTo(monthly.zone("Europe/Berlin"));
        assertThat(monthly).isNotEqualTo(monthly.catchUp(CatchUp.ALL)).isNotEqualTo(monthly.gap(Gap.SKIP));
        assertThat(monthly).isNotEqualTo(monthly.overlap(Overlap.TWICE)).isNotEqualTo(monthly.except(NEW_YEAR));
        assertThat(everyWeeks(2, NEW_YEAR).on(MONDAY, FRIDAY))
                .isEqualTo(everyWeeks(2, NEW_YEAR).on(FRIDAY, MONDAY))
                .isNotEqualTo(everyWeeks(2, NEW_YEAR).on(MONDAY, WEDNESDAY));
    }

    @Test
    void says_in_words_what_it_is() {
        assertThat(monthly().onWorkingDay(3).at("18:00").zone("Europe/Berlin").except(NEW_YEAR))
                .hasToString("every month on working day 3 at 18:00 Europe/Berlin except 1 date");
        assertThat(everyMonths(3, NEW_YEAR).onLast(FRIDAY))
                .hasToString("every 3 months from 2026-01-01 on last FRIDAY at 00:00 Z");
        assertThat(everyWeeks(2, NEW_YEAR).on(FRIDAY, MONDAY))
                .hasToString("every 2 weeks from 2026-01-01 on MONDAY, FRIDAY at 00:00 Z");
    }

    private static List<String> days(Schedule schedule, int limit) {
        Instant start = NEW_YEAR.atStartOfDay(ZoneOffset.UTC).toInstant();
        return Slots.between(schedule, start.minusNanos(1), Instant.MAX, Set.of(), limit).stream()
                .map(slot -> LocalDate.ofInstant(slot, ZoneOffset.UTC).toString())
                .toList();
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ScheduleException.class).hasMessage(message);
    }
}

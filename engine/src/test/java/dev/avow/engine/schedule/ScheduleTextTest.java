package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A schedule as text is the same schedule again. */
class ScheduleTextTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 9);

    static Stream<Schedule> schedules() {
        return Stream.of(
                cron("0 0 3 * * ?"),
                cron("0 30 2 ? * SUN#1")
                        .zone("Europe/Berlin")
                        .gap(Gap.SKIP)
                        .overlap(Overlap.TWICE)
                        .catchUp(CatchUp.ALL)
                        .except(DAY),
                FixedRate.every(Duration.ofMinutes(90)),
                FixedRate.every(Duration.ofHours(5))
                        .from(Instant.parse("2026-01-05T01:02:03Z"))
                        .zone("Asia/Tokyo")
                        .except(DAY, DAY.plusDays(3))
                        .catchUp(CatchUp.NONE),
                FixedRate.every(Duration.ofDays(1)).zone("Asia/Tokyo"),
                Once.at(Instant.parse("2026-07-05T01:02:03Z")).catchUp(CatchUp.NONE),
                CalendarInterval.monthly()
                        .onLastWorkingDay()
                        .at("18:00:30")
                        .zone("Europe/Berlin")
                        .gap(Gap.SKIP)
                        .overlap(Overlap.TWICE)
                        .except(DAY),
                CalendarInterval.quarterly().onDay(1, 30),
                CalendarInterval.yearly().onNth(3, DayOfWeek.FRIDAY).catchUp(CatchUp.ALL),
                CalendarInterval.everyMonths(3, DAY).onLast(DayOfWeek.MONDAY),
                CalendarInterval.everyWeeks(2, DAY).on(DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
                CalendarInterval.everyDays(3, DAY));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void is_the_same_schedule_again(Schedule schedule) {
        String text = ScheduleText.of(schedule);

        Schedule read = ScheduleText.parse(text);

        assertThat(read).isEqualTo(schedule).hasToString(schedule.toString());
        assertThat(read.catchUp()).isEqualTo(schedule.catchUp());
        assertThat(ScheduleText.of(read)).isEqualTo(text);
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(read.next(from)).isEqualTo(schedule.next(from));
    }

    @Test
    void refuses_what_it_does_not_know() {
        String unknown = "{\"catchUp\":\"LAST\",\"kind\":\"moon\"}";

        assertThatThrownBy(() -> ScheduleText.parse(unknown))
                .isInstanceOf(ScheduleException.class)
                .hasMessage(
                        "Stored schedule cannot be read: " + unknown + ". Register its job again with this version.");
        assertThatThrownBy(() -> ScheduleText.parse("{}")).isInstanceOf(ScheduleException.class);
        assertThatThrownBy(() -> ScheduleText.parse("cron")).isInstanceOf(ScheduleException.class);
    }
}

package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExclusionsTest {

    private static final LocalDate HOLIDAY = LocalDate.parse("2026-05-01");
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "America/St_Johns",
            "America/Sao_Paulo",
            "Pacific/Apia");

    @Test
    void cron_has_no_slot_on_an_excluded_date_of_its_zone() {
        Cron nightly = cron("0 30 0 * * ?").except(HOLIDAY).zone("Europe/Berlin");

        assertThat(nightly.next(Instant.parse("2026-04-30T00:00:00Z"))).contains(Instant.parse("2026-05-01T22:30:00Z"));
        assertThat(nightly.previous(Instant.parse("2026-05-01T22:30:00Z")))
                .contains(Instant.parse("2026-04-29T22:30:00Z"));
        assertThat(nightly.count(Instant.parse("2026-04-30T00:00:00Z"), Instant.parse("2026-05-02T00:00:00Z")))
                .isEqualTo(1);
    }

    @Test
    void cron_has_the_slots_of_the_oracle_that_are_on_no_excluded_date() {
        for (int seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            LocalDateTime start = LocalDateTime.of(2005 + random.nextInt(20), 1 + random.nextInt(12), 1, 0, 0);
            Set<LocalDate> excluded = dates(random, start.toLocalDate());
            String expression = List.of("0 0 * * * ?", "0 0/30 0,23 * * ?", "0 30 2 ? * MON-SAT", "0 0 0 L * ?")
                    .get(random.nextInt(4));
            Probe probe = Probe.cron(expression, excluded);
            NaiveSlots clocks = new NaiveSlots(
                    zone(random),
                    random.nextBoolean() ? Gap.SKIP : Gap.RUN_AFTER_GAP,
                    random.nextBoolean() ? Overlap.ONCE : Overlap.TWICE);

            NavigableSet<Instant> expected =
                    clocks.of(NaiveSlots.locals(probe.matches(), start.minusDays(2), start.plusDays(42), 1_800));

            Walk.assertSlots(
                    probe.schedule().apply(clocks),
                    start.toInstant(ZoneOffset.UTC),
                    start.plusDays(40).toInstant(ZoneOffset.UTC),
                    expected,
                    "seed " + seed);
        }
    }

    @Test
    void fixed_rate_has_the_slots_that_are_on_no_excluded_date_of_its_zone() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            ZoneId zone = zone(random);
            LocalDate start = LocalDate.of(2005 + random.nextInt(20), 1 + random.nextInt(12), 1);
            Instant anchor = start.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(90_000));
            long period = 60L * (1 + random.nextInt(3_000));
            Set<LocalDate> excluded = dates(random, start);
            TreeSet<Instant> expected = LongStream.range(0, 40 * 86_400 / period)
                    .mapToObj(n -> anchor.plusSeconds(n * period))
                    .filter(slot -> !excluded.contains(LocalDate.ofInstant(slot, zone)))
                    .collect(Collectors.toCollection(TreeSet::new));

            FixedRate rate =
                    every(Duration.ofSeconds(period)).from(anchor).zone(zone).except(excluded);

            Instant end = anchor.plusSeconds(40 * 86_400 / period * period);
            Walk.assertSlots(rate, anchor, end, expected, "seed " + seed);
            Walk.assertSlots(rate, anchor.plusSeconds(random.nextInt(2_000_000)), end, expected, "seed " + seed);
        }
    }

    @Test
    void a_date_that_clocks_left_and_came_back_to_is_excluded_both_times() {
        LocalDate day = LocalDate.parse("2010-11-07");
        FixedRate minutes = every(Duration.ofSeconds(30)).zone("America/St_Johns");
        Instant back = Instant.parse("2010-11-07T02:31:00Z");

        assertThat(Walk.forward(minutes.except(day), back.minusSeconds(120), back.plusSeconds(30)))
                .containsExactly(back.minusSeconds(120), back.minusSeconds(90), back);
        assertThat(minutes.except(day.minusDays(1)).next(back.minusSeconds(31))).contains(back.minusSeconds(30));
        assertThat(minutes.except(day.minusDays(1)).next(back.minusSeconds(30)))
                .contains(Instant.parse("2010-11-07T03:30:00Z"));
    }

    @Test
    void the_date_of_a_slot_in_a_gap_is_the_one_before_the_gap_moves_it() {
        Cron late = cron("0 30 23 * * ?").zone("America/Nuuk");
        Instant midnight = Instant.parse("2025-03-30T01:00:00Z");

        assertThat(late.except(LocalDate.parse("2025-03-30")).next(midnight.minusSeconds(1)))
                .contains(midnight);
        assertThat(late.except(LocalDate.parse("2025-03-29")).next(midnight.minusSeconds(1)))
                .contains(Instant.parse("2025-03-31T00:30:00Z"));
    }

    @Test
    void dates_add_up() {
        LocalDate other = HOLIDAY.minusDays(1);

        assertThat(cron("0 0 3 * * ?").except(HOLIDAY).except(Set.of(other)).excluded())
                .containsExactly(other, HOLIDAY);
        assertThat(every(Duration.ofHours(1))
                        .zone("UTC")
                        .except(HOLIDAY)
                        .except(Set.of(other))
                        .excluded())
                .containsExactly(other, HOLIDAY);
        assertThat(CalendarInterval.monthly()
                        .onLastDay()
                        .except(HOLIDAY)
                        .except(Set.of(other))
                        .excluded())
                .containsExactly(other, HOLIDAY);
    }

    @Test
    void schedules_with_other_dates_are_not_equal() {
        FixedRate rate = every(Duration.ofHours(1)).zone("Europe/Berlin");

        assertThat(cron("0 0 3 * * ?").except(HOLIDAY))
                .isEqualTo(cron("0 0 3 * * ?").except(List.of(HOLIDAY, HOLIDAY)))
                .hasSameHashCodeAs(cron("0 0 3 * * ?").except(HOLIDAY))
                .isNotEqualTo(cron("0 0 3 * * ?"));
        assertThat(rate.except(HOLIDAY)).isNotEqualTo(rate).isNotEqualTo(rate.except(HOLIDAY.plusDays(1)));
        assertThat(rate).isNotEqualTo(rate.zone("UTC"));
    }

    @Test
    void refuses_dates_without_a_zone_out_of_range_or_that_leave_no_slot() {
        assertThatThrownBy(() -> every(Duration.ofHours(1)).except(HOLIDAY))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Fixed rate 'every PT1H from 1970-01-01T00:00:00Z' has no time zone to exclude dates of."
                        + " Call zone before except.");
        assertThatThrownBy(() -> cron("0 0 3 * * ?").except(LocalDate.parse("2200-01-01")))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Excluded date 2200-01-01 is out of range. Use 1970-01-01 to 2199-12-31.");
        assertThatThrownBy(() -> cron("0 0 3 1 5 ? 2026").except(HOLIDAY))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Cron expression '0 0 3 1 5 ? 2026' has no slot left: all its days are excluded."
                        + " Exclude fewer.");
    }

    private static ZoneId zone(Random random) {
        return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    private static Set<LocalDate> dates(Random random, LocalDate start) {
        return random.ints(random.nextInt(25), 0, 40)
                .mapToObj(start.minusDays(1)::plusDays)
                .collect(Collectors.toSet());
    }
}

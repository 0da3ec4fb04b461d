package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronZoneTest {

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
        "Europe/Berlin, 2024-01-01T00:00:00Z, 20",
        "America/New_York, 2024-01-01T00:00:00Z, 20",
        "Australia/Lord_Howe, 2024-01-01T00:00:00Z, 20",
        "Africa/Casablanca, 2024-01-01T00:00:00Z, 20",
        "Asia/Kathmandu, 1980-01-01T00:00:00Z, 1",
        "Pacific/Apia, 2005-01-01T00:00:00Z, 8",
        "Africa/Monrovia, 1970-01-02T00:00:00Z, 1"
    })
    void has_each_slot_around_a_change_of_the_clocks_exactly_once(ZoneId zone, Instant from, int atLeast) {
        List<Instant> changes = changes(zone.getRules(), from);

        assertThat(changes).hasSizeGreaterThanOrEqualTo(atLeast);
        for (Instant change : changes) {
            EXPRESSIONS.forEach(expression -> policies(expression, zone).forEach(cron -> check(cron, change)));
        }
    }

    @Test
    void kathmandu_with_its_quarter_hours_has_local_hours() {
        Cron hourly = cron("0 0 * * * ?").zone("Asia/Kathmandu");

        assertThat(hourly.next(Instant.parse("2026-01-05T00:00:00Z"))).contains(Instant.parse("2026-01-05T00:15:00Z"));
    }

    @Test
    void a_day_that_the_zone_left_out_runs_once_after_it() {
        Cron hourly = cron("0 30 * * * ?").zone("Pacific/Apia");
        Instant skipped = Instant.parse("2011-12-30T10:00:00Z");

        assertThat(Walk.forward(hourly, skipped.minusSeconds(3600), skipped.plusSeconds(3600)))
                .containsExactly(skipped.minusSeconds(1800), skipped, skipped.plusSeconds(1800));
    }

    @Test
    void a_slot_only_in_a_gap_is_never_there_if_gaps_are_skipped() {
        Cron springNight = cron("0 30 2 ? 3 SUNL").zone("Europe/Berlin");
        Instant start = Instant.parse("1997-01-01T00:00:00Z");

        assertThat(springNight.gap(Gap.SKIP).next(start)).isEmpty();
        assertThat(springNight.gap(Gap.SKIP).previous(Instant.MAX)).contains(Instant.parse("1980-03-30T01:30:00Z"));
        assertThat(springNight.next(start)).contains(Instant.parse("1997-03-30T01:00:00Z"));
    }

    @Test
    void the_last_year_has_its_repeated_slot_twice() {
        Cron autumnNight = cron("0 30 2 26 10 ? 2025").zone("Europe/Berlin").overlap(Overlap.TWICE);

        assertThat(Walk.forward(autumnNight, Instant.EPOCH, Instant.MAX))
                .containsExactly(Instant.parse("2025-10-26T00:30:00Z"), Instant.parse("2025-10-26T01:30:00Z"))
                .isEqualTo(Walk.backward(autumnNight, Instant.EPOCH, Instant.MAX));
    }

    private static List<Instant> changes(ZoneRules rules, Instant from) {
        LocalDateTime end = LocalDateTime.ofInstant(from, ZoneId.of("UTC")).plusYears(10);
        List<Instant> changes = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getDateTimeBefore().isBefore(end)) {
            changes.add(next.getInstant());
            next = rules.nextTransition(next.getInstant());
        }
        return changes;
    }

    private static Stream<Cron> policies(String expression, ZoneId zone) {
        return Stream.of(Gap.values())
                .flatMap(gap -> Stream.of(Overlap.values())
                        .map(overlap -> cron(expression).zone(zone).gap(gap).overlap(overlap)));
    }

    private static void check(Cron cron, Instant change) {
        LocalDateTime local = LocalDateTime.ofInstant(change, ZoneId.of("UTC"));
        NavigableSet<Instant> expected = new SimpleCron(cron.expression())
                .slots(cron, local.minusDays(3).withSecond(0), local.plusDays(3).withSecond(0), 60);
        Instant from = change.minusSeconds(86_400);
        Instant to = change.plusSeconds(86_400);
        Walk.assertSlots(cron, from, to, expected, cron.gap() + " " + cron.overlap());
        Walk.assertSlots(cron, change, to, expected, "from the change");
        Walk.assertSlots(cron, from, change, expected, "to the change");
        Walk.assertSlots(cron, change.plusSeconds(600), to, expected, "from soon after the change");
    }
}

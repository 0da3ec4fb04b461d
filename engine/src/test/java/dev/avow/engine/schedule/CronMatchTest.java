package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronMatchTest {

    private static final int SCALE = Integer.getInteger("avow.test.scale", 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * * ?",
                "0/7 3-9/2 * * * ?",
                "59 59 23 L * ?",
                "50-10/3 58-2 22-1 * * ?",
                "/20 */30 /5 * * ?",
                "1,2,30-33 0 6 ? * MON-FRI"
            })
    void matches_the_same_seconds_as_the_oracle(String expression) {
        LocalDateTime start = LocalDateTime.parse("2024-02-28T00:00:00");

        check(cron(expression), start, start.plusDays(3), 1, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 0 L * ?",
                "0 0 0 L-3 * ?",
                "0 0 0 L-30 * ?",
                "0 0 0 LW * ?",
                "0 0 0 L-2W * ?",
                "0 0 0 1W * ?",
                "0 0 0 15W * ?",
                "0 0 0 31W * ?",
                "0 0 0 29 2 ?",
                "0 0 0 31 * ?",
                "0 0 0 1,15,L * ?",
                "0 0 0 25-5/2 * ?",
                "0 0 0 */10 NOV-FEB ?",
                "0 0 0 5/9 * ?",
                "0 0 0 ? * L",
                "0 0 0 ? * FRIL",
                "0 0 0 ? * 1L",
                "0 0 0 ? * FRI#5",
                "0 0 0 ? * 2#1,6#3",
                "0 0 0 ? * FRI-MON",
                "0 0 0 ? * SUN,wed",
                "0 0 0 ? JAN/3 2-6/2",
                "0 0 0 ? 2,6 */3",
                "0 0 0 29 2 ? 2024-2040",
                "0 0 0 1 1 ? 2025/4",
                "0 0 0 ? * MON 2026,2028-2030/2"
            })
    void matches_the_same_days_as_the_oracle(String expression) {
        LocalDateTime start = LocalDateTime.parse("2020-01-01T00:00:00");

        check(cron(expression), start, start.plusYears(24), 86_400, "");
    }

    @Test
    void matches_the_same_minutes_as_the_oracle_for_random_expressions_zones_and_days() {
        List<String> zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
        zones.sort(null);
        for (int seed = 1; seed <= 60 * SCALE; seed++) {
            Random random = new Random(seed);
            Cron cron = cron(expression(random))
                    .zone(zones.get(random.nextInt(zones.size())))
                    .gap(random.nextBoolean() ? Gap.SKIP : Gap.RUN_AFTER_GAP)
                    .overlap(random.nextBoolean() ? Overlap.ONCE : Overlap.TWICE);
            LocalDateTime start = LocalDateTime.of(1971 + random.nextInt(120), 1 + random.nextInt(12), 1, 0, 0);

            check(cron, start, start.plusDays(62), 60, "seed " + seed);
        }
    }

    @Test
    void finds_slots_that_are_decades_apart() {
        Cron leapFriday = cron("0 30 2 ? 2 FRI#5").zone("America/New_York");

        assertThat(Walk.forward(
                        leapFriday, Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z")))
                .containsExactly(
                        Instant.parse("2008-02-29T07:30:00Z"),
                        Instant.parse("2036-02-29T07:30:00Z"),
                        Instant.parse("2064-02-29T07:30:00Z"),
                        Instant.parse("2092-02-29T07:30:00Z"));
    }

    @Test
    void has_no_slot_outside_its_years() {
        Cron yearly = cron("0 0 0 1 1 ?");

        assertThat(yearly.next(Instant.MIN)).contains(Instant.parse("1970-01-01T00:00:00Z"));
        assertThat(yearly.previous(Instant.MAX)).contains(Instant.parse("2199-01-01T00:00:00Z"));
        assertThat(yearly.previous(Instant.EPOCH)).isEmpty();
        assertThat(yearly.next(Instant.parse("2199-01-01T00:00:00Z"))).isEmpty();
        assertThat(yearly.count(Instant.MIN, Instant.MAX)).isEqualTo(230);
    }

    private static void check(Cron cron, LocalDateTime start, LocalDateTime end, int step, String seed) {
        NavigableSet<Instant> expected =
                new SimpleCron(cron.expression()).slots(cron, start.minusDays(2), end.plusDays(2), step);

        Walk.assertSlots(cron, start.toInstant(ZoneOffset.UTC), end.toInstant(ZoneOffset.UTC), expected, seed);
    }

    private static String expression(Random random) {
        String minutes = pick(random, "0", "*", "0/15", "7,22-40/5", "55-5", "30");
        String hours = pick(random, "*", "2", "0-4", "22-3", "1,2,3", "*/6", "0", "23");
        String days = pick(
                random, "* %s ?", "? %s *", "L %s ?", "1W,15 %s ?", "25-6 %s ?", "? %s SUN", "? %s SUNL", "? %s SUN#2");
        return "0 " + minutes + " " + hours + " "
                + days.formatted(pick(random, "*", "*", "MAR-NOV", "10,3", "OCT-APR"));
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CronZoneTest {

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
}

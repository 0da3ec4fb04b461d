package dev.avow.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FixedRateTest {

    @Test
    void counts_from_1970_unless_told_otherwise() {
        FixedRate rate = FixedRate.every(Duration.ofDays(7));

        assertThat(rate.next(Instant.MIN)).contains(Instant.EPOCH);
        assertThat(rate.previous(Instant.EPOCH)).isEmpty();
        assertThat(rate.next(Instant.EPOCH)).contains(Instant.parse("1970-01-08T00:00:00Z"));
    }

    @Test
    void ends_with_the_year_9999() {
        FixedRate rate = FixedRate.every(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(rate.next(Instant.EPOCH)).isEmpty();
        assertThat(rate.previous(Instant.MAX)).contains(Instant.EPOCH);
        assertThat(FixedRate.every(Duration.ofSeconds(1)).previous(Instant.MAX))
                .contains(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @Test
    void has_the_same_slots_as_counting_by_hand() {
        for (int seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Instant anchor = Instant.ofEpochSecond(random.nextInt(2_000_000) - 1_000_000);
            long period = 1L + random.nextInt(100_000);
            TreeSet<Instant> slots = new TreeSet<>(LongStream.range(0, 50)
                    .mapToObj(n -> anchor.plusSeconds(n * period))
                    .toList());

            Walk.assertSlots(
                    FixedRate.every(Duration.ofSeconds(period)).from(anchor),
                    anchor.minusSeconds(random.nextInt(100)),
                    anchor.plusSeconds(50 * period),
                    slots,
                    "seed " + seed);
        }
    }

    @Test
    void refuses_a_period_or_anchor_that_is_not_in_whole_seconds() {
        assertThatThrownBy(() -> FixedRate.every(Duration.ofMillis(1500)))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Period PT1.5S is not valid. Use whole seconds, at least PT1S.");
        assertThatThrownBy(() -> FixedRate.every(Duration.ZERO))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Period PT0S is not valid. Use whole seconds, at least PT1S.");
        assertThatThrownBy(() -> FixedRate.every(Duration.ofSeconds(1)).from(Instant.ofEpochMilli(1)))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Anchor 1970-01-01T00:00:00.001Z has a fraction of a second. Use whole seconds.");
    }

    @Test
    void is_equal_by_its_settings() {
        FixedRate rate = FixedRate.every(Duration.ofMinutes(60));

        assertThat(rate).isEqualTo(FixedRate.every(Duration.ofHours(1))).hasSameHashCodeAs(rate.from(Instant.EPOCH));
        assertThat(rate).isNotEqualTo(rate.catchUp(CatchUp.ALL)).isNotEqualTo(rate.from(Instant.ofEpochSecond(1)));
    }
}

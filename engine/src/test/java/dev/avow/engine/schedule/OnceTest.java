package dev.avow.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OnceTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void has_one_slot() {
        Once once = Once.at(NOON);

        Walk.assertSlots(once, NOON, NOON.plusSeconds(1), new TreeSet<>(List.of(NOON)), "");
        assertThat(once.next(NOON)).isEmpty();
        assertThat(once.previous(NOON)).isEmpty();
        assertThat(once.count(Instant.MIN, Instant.MAX)).isEqualTo(1);
    }

    @Test
    void refuses_a_moment_outside_four_digit_years_or_between_seconds() {
        assertThatThrownBy(() -> Once.at(NOON.plusNanos(1)))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Moment 2026-01-05T12:00:00.000000001Z has a fraction of a second. Use whole seconds.");
        assertThatThrownBy(() -> Once.at(Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1)))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Moment +10000-01-01T00:00:00Z is out of range."
                        + " Use 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.");
    }

    @Test
    void is_equal_by_its_settings() {
        assertThat(Once.at(NOON)).isEqualTo(Once.at(NOON)).hasSameHashCodeAs(Once.at(NOON));
        assertThat(Once.at(NOON)).isNotEqualTo(Once.at(NOON).catchUp(CatchUp.NONE));
    }
}

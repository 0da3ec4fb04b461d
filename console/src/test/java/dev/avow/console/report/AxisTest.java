package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");

    @Test
    void puts_instants_from_left_to_right() {
        TimeAxis axis = TimeAxis.over(List.of(START.plusSeconds(100), START, START.plusSeconds(25)))
                .orElseThrow();

        assertThat(axis.x(START)).isEqualTo("1.5%");
        assertThat(axis.x(START.plusSeconds(25))).isEqualTo("25.75%");
        assertThat(axis.x(START.plusSeconds(100))).isEqualTo("98.5%");
        assertThat(axis.x(START.minusSeconds(9))).isEqualTo("1.5%");
        assertThat(axis.x(START.plusSeconds(900))).isEqualTo("98.5%");
    }

    @Test
    void puts_a_single_instant_in_the_middle() {
        assertThat(TimeAxis.over(List.of(START)).orElseThrow().x(START)).isEqualTo("50%");
        assertThat(TimeAxis.over(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT4S, 2026-01-05T03:00:00Z, 5",
        "PT1H, 2026-01-05T03:00:00Z, 5",
        "P1D, 2026-01-05T06:00:00Z, 4",
        "P14D, 2026-01-07T00:00:00Z, 5",
        "P100D, 2026-01-15T00:00:00Z, 4",
        "P200D, 2026-02-01T00:00:00Z, 6",
        "P20000D, 2030-01-01T00:00:00Z, 6"
    })
    void names_at_most_six_round_instants(Duration length, Instant first, int count) {
        List<Instant> ticks = new TimeAxis(START, START.plus(length)).ticks();

        assertThat(ticks).hasSize(count).isSorted().first().isEqualTo(first);
    }

    @Test
    void keeps_an_even_scale_where_values_are_alike() {
        ValueAxis axis = ValueAxis.over(List.of(1200L, 3000L, 0L));

        assertThat(axis).isEqualTo(new ValueAxis(0, 4000, false));
        assertThat(axis.ticks()).containsExactly(0L, 2000L, 4000L);
        assertThat(axis.part(1000)).isEqualTo(0.25);
        assertThat(axis.part(9000)).isEqualTo(1);
    }

    @Test
    void takes_a_logarithmic_scale_where_values_differ_much() {
        ValueAxis axis = ValueAxis.over(List.of(0L, 20L, 900_000L));

        assertThat(axis).isEqualTo(new ValueAxis(10, 3_600_000, true));
        assertThat(axis.part(0)).isZero();
        assertThat(axis.part(10)).isZero();
        assertThat(axis.part(6000)).isBetween(0.49, 0.51);
        assertThat(axis.part(3_600_000)).isEqualTo(1);
        assertThat(axis.ticks()).containsExactly(10L, 1000L, 60_000L, 3_600_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 ms",
                "999|999 ms",
                "1000|1 s",
                "1509|1.51 s",
                "59999|1 min",
                "119999|2 min",
                "3599999|1 h",
                "60000|1 min",
                "200000|3 min 20 s",
                "7500000|2 h 5 min",
                "273600000|3 d 4 h",
                "-1500|-1.5 s"
            })
    void says_durations_in_two_units_at_most(long millis, String text) {
        assertThat(Spans.text(millis)).isEqualTo(text);
    }

    @Test
    void writes_numbers_without_a_locale() {
        assertThat(Numbers.grouped(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.grouped(-100)).isEqualTo("-100");
        assertThat(Numbers.plain(1.005)).isIn("1", "1.01");
        assertThat(Numbers.plain(-0.25)).isEqualTo("-0.25");
        assertThat(Numbers.plain(12.5)).isEqualTo("12.5");
        assertThat(Numbers.count(1, "run")).isEqualTo("1 run");
        assertThat(Numbers.count(2, "run")).isEqualTo("2 runs");
    }
}

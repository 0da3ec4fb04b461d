package dev.avow.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "' 120 ',PT2M",
        "'Mon, 05 Jan 2026 12:01:30 GMT',PT1M30S",
        "'Mon, 05 Jan 2026 11:00:00 GMT',PT0S"
    })
    void is_seconds_or_a_date(String value, Duration expected) {
        assertThat(RetryAfter.of(value, NOON)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "1234567890123456789", "Tue, 05 Jan 2026 12:01:30 GMT"})
    void is_empty_where_it_is_neither(String value) {
        assertThat(RetryAfter.of(value, NOON)).isEmpty();
    }

    @Test
    void has_seconds_that_are_longer_than_any_wait() {
        assertThat(RetryAfter.of("999999999999999999", NOON)).contains(Duration.ofSeconds(999_999_999_999_999_999L));
    }
}

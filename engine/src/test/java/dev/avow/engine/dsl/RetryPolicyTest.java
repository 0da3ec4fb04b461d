package dev.avow.engine.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {

    private static final RetryPolicy THREE = RetryPolicy.retries(3);

    @Test
    void tries_once_and_follows_up_interrupted_attempts_unless_told_otherwise() {
        RetryPolicy none = RetryPolicy.none();

        assertThat(none.attempts()).isEqualTo(1);
        assertThat(none.recover()).isTrue();
        assertThat(none.beside()).isFalse();
        assertThat(RetryPolicy.retries(0)).isEqualTo(none);
    }

    @Test
    void doubles_its_waits_up_to_an_hour() {
        assertThat(waits(THREE, 13))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 3600L);
        assertThat(waits(THREE.backoff(Duration.ofSeconds(10)).factor(3).atMost(Duration.ofSeconds(100)), 4))
                .containsExactly(10L, 30L, 90L, 100L);
        assertThat(waits(THREE.factor(1), 3)).containsExactly(1L, 1L, 1L);
        assertThat(waits(THREE.backoff(Duration.ZERO), 3)).containsExactly(0L, 0L, 0L);
        assertThat(waits(THREE.atMost(Duration.ZERO), 2)).containsExactly(0L, 0L);
        assertThat(waits(THREE.backoff(Duration.ofHours(2)), 2)).containsExactly(3600L, 3600L);
        assertThat(waits(THREE.backoff(Duration.ofHours(2)).factor(1), 2)).containsExactly(3600L, 3600L);
    }

    @Test
    void waits_as_long_as_exact_arithmetic_says_for_every_attempt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000 * Integer.getInteger("avow.test.scale", 1); i++) {
            Duration first = Duration.ofMillis(random.nextInt(1 << random.nextInt(31)));
            Duration longest = Duration.ofMillis(random.nextInt(1 << random.nextInt(31)));
            int factor = 1 + random.nextInt(1 << random.nextInt(31));
            int attempt = 1 + random.nextInt(200);
            RetryPolicy policy = new RetryPolicy(5, first, factor, longest, true, false, 0, true);

            Duration wait = policy.waitAfter(attempt);

            BigInteger exact = BigInteger.valueOf(factor)
                    .pow(attempt - 1)
                    .multiply(BigInteger.valueOf(first.toMillis()))
                    .min(BigInteger.valueOf(longest.toMillis()));
            assertThat(wait)
                    .as("seed %d: %s after attempt %d", seed, policy, attempt)
                    .isEqualTo(Duration.ofMillis(exact.longValueExact()));
        }
    }

    @Test
    void neither_overflows_nor_counts_for_long_after_very_many_attempts() {
        Duration year = Duration.ofDays(365);
        RetryPolicy largest = new RetryPolicy(Integer.MAX_VALUE, year, Integer.MAX_VALUE, year, true, false, 0, true);

        assertThat(largest.waitAfter(Integer.MAX_VALUE)).isEqualTo(year);
        assertThat(largest.backoff(Duration.ofMillis(1)).waitAfter(Integer.MAX_VALUE))
                .isEqualTo(year);
        assertThat(largest.backoff(Duration.ZERO).waitAfter(Integer.MAX_VALUE)).isZero();
        assertThat(largest.factor(1).waitAfter(Integer.MAX_VALUE)).isEqualTo(year);
        assertThat(largest.atMost(Duration.ZERO).waitAfter(Integer.MAX_VALUE)).isZero();
    }

    @Test
    void changes_one_setting_in_a_copy() {
        RetryPolicy changed = THREE.backoff(Duration.ofSeconds(9))
                .factor(5)
                .atMost(Duration.ofMinutes(7))
                .withoutRecovery()
                .besideStuckThreads()
                .jitter(30)
                .notAfterTimeout();

        assertThat(changed)
                .isEqualTo(new RetryPolicy(4, Duration.ofSeconds(9), 5, Duration.ofMinutes(7), false, true, 30, false));
        assertThat(THREE)
                .isEqualTo(new RetryPolicy(4, Duration.ofSeconds(1), 2, Duration.ofHours(1), true, false, 0, true));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(() -> RetryPolicy.retries(-1), "-1 retries. Give 0 to 2147483646."),
                refused(() -> RetryPolicy.retries(Integer.MAX_VALUE), "2147483647 retries. Give 0 to 2147483646."),
                refused(
                        () -> new RetryPolicy(0, Duration.ZERO, 1, Duration.ZERO, true, false, 0, true),
                        "0 attempts. Give at least 1."),
                refused(() -> THREE.factor(0), "the factor 0. Give at least 1."),
                refused(
                        () -> THREE.backoff(Duration.ofMillis(-1)),
                        "the first wait PT-0.001S. Give a time from zero to 365 days."),
                refused(
                        () -> THREE.backoff(Duration.ofDays(366)),
                        "the first wait PT8784H. Give a time from zero to 365 days."),
                refused(
                        () -> THREE.atMost(Duration.ofSeconds(Long.MAX_VALUE)),
                        "the longest wait PT2562047788015215H30M7S. Give a time from zero to 365 days."),
                refused(
                        () -> THREE.atMost(Duration.ofMillis(-1)),
                        "the longest wait PT-0.001S. Give a time from zero to 365 days."),
                refused(
                        () -> THREE.backoff(Duration.ofNanos(1)),
                        "the first wait PT0.000000001S. Give whole milliseconds."),
                refused(
                        () -> THREE.atMost(Duration.ofNanos(1_000_001)),
                        "the longest wait PT0.001000001S. Give whole milliseconds."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses_a_setting_outside_its_bounds(String message, Supplier<RetryPolicy> policy) {
        assertThatThrownBy(policy::get).isInstanceOf(EngineException.class).hasMessage("Retry policy has " + message);
    }

    private static Arguments refused(Supplier<RetryPolicy> policy, String message) {
        return Arguments.of(message, policy);
    }

    private static Stream<Long> waits(RetryPolicy policy, int attempts) {
        return IntStream.rangeClosed(1, attempts)
                .mapToObj(attempt -> policy.waitAfter(attempt).toSeconds());
    }

    @Test
    void jitter_shortens_waits_by_a_part_that_each_run_has_for_itself() {
        RetryPolicy policy =
                RetryPolicy.retries(3).backoff(Duration.ofSeconds(100)).jitter(20);
        TreeSet<Duration> waits = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            Identity run = Identity.of(("run " + i).getBytes(StandardCharsets.UTF_8));
            Duration wait = policy.waitAfter(1, run);
            assertThat(policy.waitAfter(1, run)).isEqualTo(wait);
            waits.add(wait);
        }

        assertThat(waits).hasSizeGreaterThan(900);
        assertThat(waits.first()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(81));
        assertThat(waits.last()).isBetween(Duration.ofSeconds(99), Duration.ofSeconds(100));
        Identity any = Identity.of(new byte[] {1});
        assertThat(policy.jitter(0).waitAfter(2, any)).isEqualTo(Duration.ofSeconds(200));
        Duration year = Duration.ofDays(365);
        assertThat(new RetryPolicy(2, year, 1, year, true, false, 100, true).waitAfter(1, any))
                .isBetween(Duration.ZERO, year);
    }

    @Test
    void refuses_a_jitter_that_is_no_percentage() {
        assertThatThrownBy(() -> RetryPolicy.retries(1).jitter(101))
                .isInstanceOf(EngineException.class)
                .hasMessage("Retry policy has a jitter of 101 percent. Give 0 to 100.");
    }
}

package dev.avow.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.telemetry.Bench;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvowMetricsTest {

    @TempDir
    Path directory;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private Bench bench(MeterRegistry in) {
        return new Bench(directory, AvowMetrics.of(in)::addTo);
    }

    @Test
    void counts_a_run_and_times_each_of_its_attempts() {
        Bench bench = bench(registry);
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.fireTwice();
        bench.close();

        assertThat(count("avow.runs.declared", "task", "answer")).isEqualTo(1);
        assertThat(count("avow.runs.ended", "state", "SUCCEEDED")).isEqualTo(1);
        assertTimed("avow.attempts.ended", "FAILED", 2);
        assertTimed("avow.attempts.ended", "SUCCEEDED", 3);
        assertThat(count("avow.tokens", "type", "input")).isEqualTo(12);
        assertThat(count("avow.tokens", "type", "output")).isEqualTo(34);
    }

    private double count(String name, String tag, String value) {
        return registry.get(name)
                .tag("job", "nightly")
                .tag(tag, value)
                .counter()
                .count();
    }

    private void assertTimed(String name, String state, long seconds) {
        Timer timer = registry.get(name)
                .tags("job", "nightly", "task", "answer", "state", state)
                .timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(seconds * 1000.0);
    }

    @Test
    void times_how_late_the_first_attempt_of_a_slot_is_claimed() {
        Bench bench = bench(registry);
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.fireTwice();
        bench.close();

        Timer lateness = registry.get("avow.lateness").tag("task", "answer").timer();
        assertThat(lateness.count()).isEqualTo(1);
        assertThat(lateness.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30_000.0);
    }

    @Test
    void shows_how_many_operators_work_now() {
        double[] working = new double[1];
        try (Bench bench = bench(registry)) {
            bench.chat.does(run -> {
                working[0] = registry.get("avow.attempts.running").gauge().value();
                throw new IllegalStateException("broken");
            });
            bench.engine
                    .avow()
                    .register(Bench.nightly().task("answer", Bench.call()).build());

            bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        }

        assertThat(working[0]).isEqualTo(1);
        assertThat(registry.get("avow.attempts.running").gauge().value()).isZero();
        assertThat(count("avow.runs.ended", "state", "FAILED")).isEqualTo(1);
    }

    @Test
    void counts_denials_by_their_reason() throws Exception {
        Path tickets = Files.writeString(directory.resolve("tickets.txt"), "one");
        Bench bench = bench(registry);
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task("answer", Bench.call())
                        .input("tickets", InputSource.file(tickets))
                        .build());
        bench.clock.set("2026-01-05T03:00:00Z");

        bench.engine.declareDue();
        Files.writeString(tickets, "two");
        bench.engine.executeDue();
        bench.close();

        assertThat(registry.get("avow.runs.denied")
                        .tag("reason", "INPUT_CHANGED")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void is_scraped_by_prometheus_without_any_identity() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Bench bench = bench(prometheus);
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.fireTwice();
        bench.close();

        assertThat(prometheus.scrape().lines())
                .contains(
                        "avow_runs_declared_total{job=\"nightly\",task=\"answer\"} 1.0",
                        "avow_runs_ended_total{job=\"nightly\",state=\"SUCCEEDED\",task=\"answer\"} 1.0",
                        "avow_attempts_ended_seconds_count{job=\"nightly\",state=\"FAILED\",task=\"answer\"} 1",
                        "avow_attempts_ended_seconds_sum{job=\"nightly\",state=\"FAILED\",task=\"answer\"} 2.0",
                        "avow_lateness_seconds_sum{job=\"nightly\",task=\"answer\"} 30.0",
                        "avow_tokens_total{job=\"nightly\",model=\"gpt-x\",task=\"answer\",type=\"input\"} 12.0",
                        "avow_attempts_running 0.0")
                .noneMatch(line -> line.contains("sha256") || line.contains(Bench.PROMPT));
    }

    @Test
    void a_registry_that_refuses_everything_harms_no_run() {
        registry.config().onMeterAdded(meter -> {
            if (!meter.getId().getName().equals("avow.attempts.running")) {
                throw new IllegalStateException("no more meters");
            }
        });
        try (Bench bench = bench(registry)) {
            bench.failsOnce();
            bench.engine.avow().register(Bench.retried().build());

            bench.fireTwice();

            assertThat(bench.engine.avow().history().runs("nightly", 1).items())
                    .singleElement()
                    .satisfies(run -> assertThat(run.state()).isEqualTo(RunState.SUCCEEDED))
                    .satisfies(run -> assertThat(run.duration()).hasValue(Duration.ofSeconds(3)));
        }
    }
}

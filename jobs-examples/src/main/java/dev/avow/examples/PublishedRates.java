package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.sensor.Sensors.httpSensor;
import static dev.avow.operators.sensor.Sensors.patient;
import static dev.avow.operators.sensor.Sensors.poking;

import dev.avow.engine.dsl.Job;
import java.time.Duration;

/** Waits each day until somebody has published the rates of the day, and works on what was published. */
final class PublishedRates {

    private PublishedRates() {}

    /** The connection {@code rates} has the setting {@code base_url}. */
    static Job publishedRates() {
        return job("published-rates")
                .schedule(cron("0 0 6 * * ?"))
                .task(
                        "wait",
                        patient(
                                poking(
                                        httpSensor("/{{interval.startDate}}.csv")
                                                .connection("rates"),
                                        Duration.ofMinutes(10)),
                                Duration.ofHours(12)))
                .task("count", process("wc", "-l", path(upstream("wait", "body"))))
                .after("wait")
                .build();
    }
}

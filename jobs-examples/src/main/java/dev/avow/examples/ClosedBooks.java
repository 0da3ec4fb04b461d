package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.sensor.Sensors.poking;
import static dev.avow.operators.sensor.Sensors.sqlSensor;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import java.time.Duration;

/** Waits each night until the books of the day are closed, which a row says, and reports then. */
final class ClosedBooks {

    private static final String CLOSED = "SELECT booked FROM closing WHERE booked = CAST(:booked AS DATE)";

    private ClosedBooks() {}

    /** The connection {@code shop} has the settings {@code url} and {@code user} and the secret {@code password}. */
    static Job closedBooks() {
        JsonObject yesterday =
                JsonObject.builder().put("booked", "{{interval.startDate}}").build();
        return job("closed-books")
                .schedule(cron("0 0 0 * * ?"))
                .task("wait", poking(sqlSensor("shop", CLOSED, yesterday), Duration.ofMinutes(15)))
                .task("report", process("echo", "books of {{interval.startDate}} are closed"))
                .after("wait")
                .build();
    }
}

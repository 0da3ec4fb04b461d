package dev.avow.examples;

import static dev.avow.engine.declaration.Condition.on;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.sql.SqlCalls.query;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;

/** Counts the orders of each day in a database, and says so if there were few. */
final class OrderCount {

    private static final String COUNT = "SELECT COUNT(*) AS \"n\" FROM orders WHERE placed = CAST(:placed AS DATE)";

    private OrderCount() {}

    /** The connection {@code shop} has the settings {@code url} and {@code user} and the secret {@code password}. */
    static Job orderCount() {
        JsonObject yesterday =
                JsonObject.builder().put("placed", "{{interval.startDate}}").build();
        return job("order-count")
                .schedule(cron("0 0 0 * * ?"))
                .task("count", query("shop", COUNT, yesterday))
                .task("warn", process("echo", "few orders on {{interval.startDate}}"))
                .after("count")
                .onlyIf(on("count", "rows").at("/n").isBelow("2"))
                .build();
    }
}

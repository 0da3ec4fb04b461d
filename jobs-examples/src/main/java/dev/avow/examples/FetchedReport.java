package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.http.HttpCalls.get;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.process.Processes.reading;

import dev.avow.engine.dsl.Job;

/** Fetches the report of each day from a service that wants a token, and counts its lines. */
final class FetchedReport {

    private FetchedReport() {}

    /** The connection {@code reports} has the setting {@code base_url} and the secret {@code token}. */
    static Job fetchedReport() {
        return job("fetched-report")
                .schedule(cron("0 0 0 * * ?"))
                .task("fetch", get("/reports/{{interval.startDate}}.csv").connection("reports"))
                .task("count", reading(process("wc", "-l"), upstream("fetch", "body")))
                .after("fetch")
                .build();
    }
}

package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.Backfill;
import dev.avow.engine.run.Preview;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Counts the lines of each day in a log, and makes up for days before the job was there. */
final class ErrorCounts {

    private ErrorCounts() {}

    /** At midnight in UTC, so that the data interval is the day before. */
    static Job errorCounts(Path log) {
        return job("error-counts")
                .owner("operations@example.org")
                .schedule(cron("0 0 0 * * ?"))
                .task("count", process("grep", "-c", "^{{interval.startDate}}", path(input("log"))))
                .input("log", file(log))
                .build();
    }

    /** Returns the identities that a backfill of a span would declare, each with whether it is declared already. */
    static List<Preview> plan(Avow avow, Instant from, Instant to) {
        return avow.backfills().plan(days(from, to), 31);
    }

    /** Declares the days of a span, four at a time, and returns the backfill's id. */
    static String backfill(Avow avow, Instant from, Instant to) {
        return avow.backfills().start(days(from, to).maxActive(4).key("counts from " + from));
    }

    private static Backfill days(Instant from, Instant to) {
        return Backfill.of("error-counts", from, to, "ann@example.org");
    }
}

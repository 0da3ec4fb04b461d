package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.engine.schedule.Schedule;
import java.nio.file.Path;

/** Definitions of jobs with as little in them as a test needs. */
final class SmallJobs {

    static final Schedule NIGHTLY = cron("0 0 3 * * ?");
    static final OperatorCall COPY = operator("copy");
    static final InputSource FILE = InputSource.file(Path.of("tickets.csv"));

    private SmallJobs() {}

    static TaskBuilder one() {
        return job("nightly-report").task("summarise", COPY);
    }

    static TaskBuilder owned(String owner) {
        return job("nightly-report").owner(owner).task("summarise", COPY);
    }
}

package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.CatchUp;
import java.nio.file.Path;

/**
 * A job at half past two at night, which on one night of the year does not exist and on another one comes twice: it runs
 * once in each night all the same.
 */
final class NightShift {

    private NightShift() {}

    static Job nightShift(Path list) {
        return job("night-shift")
                .schedule(cron("0 30 2 * * ?").zone("Europe/Berlin").catchUp(CatchUp.ALL))
                .task("count", process("wc", "-l", path(input("list"))))
                .input("list", file(list))
                .build();
    }
}

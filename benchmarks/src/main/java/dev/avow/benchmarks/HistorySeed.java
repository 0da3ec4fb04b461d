package dev.avow.benchmarks;

import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Dsl;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** The runs of a filled store that the engine itself made: 6 of each job, with three specs and an input each. */
final class HistorySeed {

    /** How many runs each job has. */
    static final int RUNS = 6;

    static final Instant FIRST = Instant.parse("2026-01-05T00:00:00Z");
    static final Duration PERIOD = Duration.ofHours(1);

    /** For how many slots each job had each of its prompts. */
    private static final List<Integer> SLOTS = List.of(4, 1, 1);

    /** How many jobs read the same file. */
    private static final int READERS = 20;

    private HistorySeed() {}

    static String job(int number) {
        return "job" + number;
    }

    /** Declares and executes all of them. */
    static void run(DataSource source, int jobs) throws IOException {
        Path files = Files.createTempDirectory("avow-benchmark");
        SettableClock clock = new SettableClock(FIRST.minusSeconds(1));
        try (ManualEngine engine = ManualEngine.on(Stores.over(source), clock, OperatorSource.of(List.of(new NoOp())))
                .start()) {
            Instant slot = FIRST;
            for (int prompt = 0; prompt < SLOTS.size(); prompt++) {
                for (int job = 0; job < jobs; job++) {
                    engine.avow().register(defined(files, job, prompt));
                }
                for (int i = 0; i < SLOTS.get(prompt); i++) {
                    write(files, jobs, slot);
                    clock.set(slot);
                    engine.fireDue();
                    slot = slot.plus(PERIOD);
                }
            }
        }
        Folders.delete(files);
    }

    private static Job defined(Path files, int number, int prompt) {
        return Dsl.job(job(number))
                .schedule(FixedRate.every(PERIOD).from(FIRST).catchUp(CatchUp.ALL))
                .task("work", operator(NoOp.NAME).user(AvowRuns.PROMPT + "Version " + prompt + "."))
                .input("tickets", occasion -> file(files, number / READERS))
                .build();
    }

    private static void write(Path files, int jobs, Instant slot) throws IOException {
        for (int group = 0; group <= jobs / READERS; group++) {
            Files.writeString(file(files, group), tickets(slot, group));
        }
    }

    private static String tickets(Instant slot, int group) {
        return "tickets of " + slot + " for " + group;
    }

    /** Returns what a job read at a slot. */
    static Digest input(int job, Instant slot) {
        return Digest.of(tickets(slot, job / READERS).getBytes(StandardCharsets.UTF_8));
    }

    private static Path file(Path files, int group) {
        return files.resolve("tickets" + group + ".txt");
    }
}

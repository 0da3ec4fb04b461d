package dev.avow.benchmarks;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import dev.avow.engine.run.SettableClock;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Runs of an operator that does nothing, through the whole gate, by one or more engines on one database. */
final class AvowRuns {

    static final int JOBS = 40;
    static final int THREADS = 10;

    /** So long that no further slot comes while a round lasts. */
    static final Duration PERIOD = Duration.ofMinutes(2);

    static final String PROMPT = "Summarise the tickets of the day in three sentences. ".repeat(20);

    private static final Duration QUIET = Duration.ofHours(1);

    private AvowRuns() {}

    /** Returns of how many jobs so many runs are. */
    static int jobs(int runs) {
        return Math.min(JOBS, runs);
    }

    /** One run of each of as many jobs, whose slots are due when the engines start; else as {@link #caughtUp}. */
    static double atFire(DataSource source, int nodes, int runs, Runnable beforeStart) throws InterruptedException {
        return passed(source, nodes, runs, 1, beforeStart);
    }

    /**
     * Runs of some jobs, whose slots passed between registration and start, so that they are declared and executed at once.
     *
     * @return seconds from the start until all have ended
     */
    static double caughtUp(DataSource source, int nodes, int runs, Runnable beforeStart) throws InterruptedException {
        return passed(source, nodes, jobs(runs), runs / jobs(runs), beforeStart);
    }

    private static double passed(DataSource source, int nodes, int jobs, int slots, Runnable beforeStart)
            throws InterruptedException {
        Instant now = InstantSource.system().instant();
        Instant first = now.truncatedTo(ChronoUnit.SECONDS).minus(PERIOD.multipliedBy(slots));
        executeOnce(source, jobs, first);
        CountDownLatch left = new CountDownLatch(jobs * slots);
        List<Avow> engines = engines(source, nodes, left);
        for (Avow engine : engines) {
            jobs(jobs, first, Duration.ZERO).forEach(engine::register);
        }
        return time(engines, left, beforeStart);
    }

    /** So that no job is new. */
    private static void executeOnce(DataSource source, int jobs, Instant first) {
        try (ManualEngine engine = manual(source, new SettableClock(first.minusSeconds(1)))) {
            jobs(jobs, first, Duration.ZERO).forEach(engine.avow()::register);
            engine.fireDueAfter(Duration.ofSeconds(1));
        }
    }

    private static ManualEngine manual(DataSource source, SettableClock clock) {
        return ManualEngine.on(Stores.over(source), clock, OperatorSource.of(List.of(new NoOp())))
                .start();
    }

    /**
     * Runs that were declared before, all due when the engines start.
     *
     * @param beforeDeclaring called when all jobs are registered, and nothing is declared yet
     * @return seconds from the start until all have ended
     */
    static double ahead(DataSource source, int nodes, int runs, Runnable beforeDeclaring, Runnable beforeStart)
            throws InterruptedException {
        Duration ahead = PERIOD.multipliedBy(runs / jobs(runs));
        declare(source, jobs(runs), InstantSource.system().instant().minus(ahead), ahead, beforeDeclaring);
        CountDownLatch left = new CountDownLatch(runs);
        return time(engines(source, nodes, left), left, beforeStart);
    }

    private static double time(List<Avow> engines, CountDownLatch left, Runnable beforeStart)
            throws InterruptedException {
        try {
            beforeStart.run();
            long start = System.nanoTime();
            engines.forEach(Avow::start);
            await(left);
            return (System.nanoTime() - start) / 1e9;
        } finally {
            engines.forEach(Avow::close);
        }
    }

    /** Declares all slots of a time ahead of its first moment, by an engine that executes none. */
    private static void declare(DataSource source, int jobs, Instant start, Duration ahead, Runnable beforeDeclaring) {
        Instant first = start.truncatedTo(ChronoUnit.SECONDS);
        SettableClock clock = new SettableClock(first.minusSeconds(1));
        try (ManualEngine engine = manual(source, clock)) {
            jobs(jobs, first, ahead).forEach(engine.avow()::register);
            beforeDeclaring.run();
            engine.declareDue();
        }
    }

    private static List<Avow> engines(DataSource source, int nodes, CountDownLatch left) {
        List<Avow> engines = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            engines.add(engine(source, nodes, i, left));
        }
        return engines;
    }

    private static Avow engine(DataSource source, int nodes, int number, CountDownLatch left) {
        AvowBuilder builder = Avow.on(source)
                .operators(new NoOp())
                .threads(THREADS)
                .listener(new RunListener() {
                    @Override
                    public void succeeded(RunNotice notice) {
                        left.countDown();
                    }
                });
        return (nodes == 1 ? builder.checkIn(QUIET) : builder.clustered("node" + number)).build();
    }

    private static List<Job> jobs(int count, Instant first, Duration ahead) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var job =
                    job("job" + i).schedule(FixedRate.every(PERIOD).from(first).catchUp(CatchUp.ALL));
            if (!ahead.isZero()) {
                job.declareAhead(ahead);
            }
            jobs.add(job.task("work", operator(NoOp.NAME).user(PROMPT)).build());
        }
        return jobs;
    }

    static void await(CountDownLatch left) throws InterruptedException {
        if (!left.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " runs have not ended after ten minutes");
        }
    }
}

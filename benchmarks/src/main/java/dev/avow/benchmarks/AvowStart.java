package dev.avow.benchmarks;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.engine.run.Avow;
import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import dev.avow.engine.schedule.FixedRate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;

/** Starts an embedded engine with one job that has one slot due at once, and tells how far it is when. */
final class AvowStart {

    static final String DECLARED = "declared";

    private static final Duration BEHIND = Duration.ofSeconds(30);

    /** A slot before its registration is never owed, so that this is longer than any registration takes. */
    private static final Duration LATER = Duration.ofSeconds(20);

    private AvowStart() {}

    /** @param arguments the directory of the store */
    public static void main(String[] arguments) throws InterruptedException {
        long start = System.nanoTime();
        CountDownLatch ended = new CountDownLatch(1);
        ShiftedClock clock = new ShiftedClock(BEHIND);
        try (Avow engine = Avow.embedded(Path.of(arguments[0]))
                .operators(new NoOp())
                .clock(clock)
                .listener(new RunListener() {
                    @Override
                    public void declared(RunNotice notice) {
                        OwnJvm.saySince(DECLARED, start);
                    }

                    @Override
                    public void succeeded(RunNotice notice) {
                        OwnJvm.saySince("executed", start);
                        ended.countDown();
                    }
                })
                .build()) {
            OwnJvm.saySince("opened", start);
            Instant first = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LATER);
            engine.register(job("nightly-report")
                    .schedule(FixedRate.every(AvowRuns.PERIOD).from(first))
                    .task("summarise", operator(NoOp.NAME).user("Summarise the tickets of the day."))
                    .build());
            OwnJvm.saySince("registered", start);
            clock.catchUp();
            engine.start();
            OwnJvm.saySince("started", start);
            AvowRuns.await(ended);
        }
    }
}

package dev.avow.engine.run;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs operators, each attempt on a thread of its own, and waits for them no longer than declared. */
final class AttemptThreads {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptThreads.class);

    private static final Ended CLOSED = Ended.interrupted("The engine was closed while the attempt ran.");

    private static final Ended UNSTARTED = Ended.notStarted("The engine was closed before the attempt started.");

    private static final Ended UNKNOWN = Ended.failed("The attempt ended, and how cannot be told. See the log.", true);

    private final OperatorSource operators;
    private final Duration grace;
    private final Map<Order, ThreadHold> running = new ConcurrentHashMap<>();
    private final AtomicInteger stuck = new AtomicInteger();
    private final ExecutorService pool;
    private volatile boolean closing;

    AttemptThreads(OperatorSource operators, Duration grace) {
        this.operators = operators;
        this.grace = grace;
        AtomicInteger count = new AtomicInteger();
        this.pool = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "avow-attempt-" + count.incrementAndGet());
            thread.setDaemon(true); // why: an operator that ignores interrupts must not keep the JVM alive
            return thread;
        });
    }

    /**
     * Executes an attempt, and returns how it ended, whatever it throws; nothing starts once the engine closes.
     *
     * @param left how much time its run has left, if that is limited
     */
    Ended run(DeclaredRun run, Optional<Duration> left) {
        if (closing) {
            return UNSTARTED;
        }

        Order order = new Order(run.identity(), run.attempt());
        ThreadHold hold = new ThreadHold();
        running.put(order, hold);
        pool.execute(() -> {
            hold.begin();
            if (closing) { // why: whoever interrupted all may not have seen this one
                hold.interrupt();
            }
            try {
                hold.outcome().complete(afterClosing(execute(run)));
            } finally {
                hold.outcome().complete(UNKNOWN); // why: an error in telling how it ended must not hold whoever waits
                running.remove(order, hold);
                hold.end();
            }
        });
        return await(run, hold, AttemptLimit.of(run, left));
    }

    private Ended await(DeclaredRun run, ThreadHold hold, Optional<AttemptLimit> limit) {
        try {
            Ended ended = limit.isPresent()
                    ? hold.outcome().get(limit.get().time().toNanos(), TimeUnit.NANOSECONDS)
                    : hold.outcome().get();
            return ended.state() == AttemptState.CANCELLED ? ended.beside(stuck(run, hold.over())) : ended;
        } catch (TimeoutException e) {
            hold.interrupt();
            return limit.orElseThrow().ended().beside(stuck(run, hold.over()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hold.interrupt();
            return CLOSED;
        } catch (ExecutionException e) {
            return Ended.failed(Messages.of(e), true);
        }
    }

    /** Waits a little for a thread that was interrupted, and returns its end to come if it does not end. */
    private Optional<CompletableFuture<Void>> stuck(DeclaredRun run, CompletableFuture<Void> over) {
        try {
            over.get(grace.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Attempt of {} outlives its interrupt", run.identity(), e);
        }
        LOG.warn(
                "Attempt {} of {} does not end {} after its interrupt; {} such threads now. Make its operator heed"
                        + " interrupts.",
                run.attempt(),
                run.identity(),
                grace,
                stuck.incrementAndGet());
        return Optional.of(over.thenRun(stuck::decrementAndGet));
    }

    private Ended execute(DeclaredRun run) {
        try {
            return operators
                    .use(run.declaration().operator().name(), operator -> execute(operator, run))
                    .orElseGet(() -> Ended.failed(
                            "Operator '" + run.declaration().operator().name()
                                    + "' went away after the gate had seen it. Register it again.",
                            true));
        } catch (Throwable e) { // why: whatever a source of operators throws is an outcome, and the thread goes on
            return Ended.failed(Messages.of(e), true);
        }
    }

    private static Ended execute(Operator operator, DeclaredRun run) {
        try {
            OperatorRef declared = run.declaration().operator();
            if (!operator.ref().equals(declared)) {
                return Ended.failed(
                        "Operator '" + declared.name() + "' changed after the gate had seen it. Restore version "
                                + declared.version() + ".",
                        true);
            }
            OperatorResult result = operator.execute(run);
            return result == null
                    ? Ended.failed("Operator returned null. Make it return a result.", false)
                    : Ended.of(result);
        } catch (OperatorException e) {
            return Ended.failed(e);
        } catch (Throwable e) { // why: whatever an operator throws is an outcome, errors included
            return Ended.failed(Messages.of(e), true);
        }
    }

    /** An operator that was interrupted by the engine's end has not failed. */
    private Ended afterClosing(Ended ended) {
        boolean own = ended.state() == AttemptState.SUCCEEDED || ended.state() == AttemptState.DEFERRED;
        return closing && !own ? CLOSED : ended;
    }

    /** Interrupts every attempt that still runs, and waits for none of them longer than for a timed-out one. */
    void interruptAll() {
        closing = true;
        running.values().forEach(hold -> {
            hold.interrupt();
            var unused = hold.outcome().completeOnTimeout(CLOSED, grace.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    /** Ends an attempt that runs here as cancelled, and interrupts its thread. */
    void cancel(Order order) {
        Optional.ofNullable(running.get(order)).ifPresent(ThreadHold::cancel);
    }

    void close() {
        pool.shutdownNow();
    }
}

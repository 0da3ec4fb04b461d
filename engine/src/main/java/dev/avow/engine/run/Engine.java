package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of an engine: its schedulers, its check-in and its attempts' threads. */
final class Engine implements Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration COMMANDS = Duration.ofSeconds(1);

    private final Core core;
    private final Owner owner;
    private final AttemptThreads threads;
    private final OutcomeQueue outcomes;
    private final Reconciler reconciler;
    private final CheckIn checkIn;
    private final Control control;
    private final Scheduler executions;
    private final WakeUps wakeUps;
    private final ScheduledExecutorService checkIns =
            Executors.newScheduledThreadPool(3, work -> new Thread(work, "avow-check-in"));

    Engine(Core core) {
        this.core = core;
        this.owner = new Owner(core);
        this.threads = new AttemptThreads(core.operators(), core.settings().grace());
        this.outcomes = new OutcomeQueue(core, this::requestsMayBeDue);
        this.reconciler = new Reconciler(core, outcomes);
        this.control = new Control(core, threads);
        this.checkIn = new CheckIn(core, reconciler, outcomes, control);
        Execution execution = new Execution(core, threads, outcomes);
        core.door().setFiresAtOnce(true);
        int threadCount = core.settings().threads();
        this.executions = Schedulers.create(
                Triggers.SCHEDULER,
                core.node(),
                core.door(),
                new Schedulers.Size(threadCount, threadCount, core.settings().idleWait()),
                (bundle, quartz) -> new ExecuteStep(execution));
        this.wakeUps = new WakeUps(core, new DeclareStep(core, this::wakeUps));
    }

    private WakeUps wakeUps() {
        return wakeUps;
    }

    private void requestsMayBeDue() {
        try {
            if (!core.isClosing()) {
                wakeUps.requests();
            }
        } catch (RuntimeException e) { // why: the outcome is recorded, and the next check-in meets the requests
            LOG.warn("The clock could not be woken", e);
        }
    }

    @Override
    public void start() {
        owner.take();
        repeat(this::beat); // why: taking over may take longer than a beat may stand still
        try {
            core.store().sync(); // why: a database that cannot be made durable is refused before anything runs on it
            core.door().storeExecuteJob();
            core.door().recover();
            reconciler.takeOver();
            control.check();
            executions.start();
            wakeUps.start();
        } catch (SchedulerException e) {
            release(e);
            throw new EngineException("Scheduler cannot be started: " + e.getMessage() + ".", e);
        } catch (RuntimeException | Error e) {
            release(e);
            throw e;
        }
        repeat(this::look);
    }

    private void release(Throwable reason) {
        checkIns.shutdownNow();
        try {
            owner.release();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void repeat(Runnable work) {
        repeat(work, core.settings().checkIn());
    }

    private void repeat(Runnable work, Duration every) {
        var unused = checkIns.scheduleWithFixedDelay(work, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void serve(Runnable commands) {
        repeat(commands, COMMANDS);
    }

    @Override
    public void registered(BoundJob job) {
        wakeUps.now(job);
    }

    @Override
    public void heed() {
        try {
            control.check();
        } catch (RuntimeException e) { // why: what was asked for is stored, and the next check-in sees to it
            LOG.warn("What was asked for waits for the next check-in", e);
        }
        requestsMayBeDue();
    }

    private void beat() {
        try {
            if (!owner.beat()) {
                LOG.error("Another engine has taken this store. Close this engine, and find out why it stood still.");
                core.closing().set(true);
                executions.standby();
                threads.interruptAll();
                return;
            }
            checkIn.beat();
        } catch (Throwable e) { // why: the next check-in must come, whatever happened
            LOG.error("Check-in failed and will be tried again. Mend the cause.", e);
        }
    }

    private void look() {
        try {
            checkIn.look();
            if (!core.isClosing()) {
                wakeUps.requests();
            }
        } catch (Throwable e) { // why: as above
            LOG.error("Runs that nobody moves are not looked after yet and will be. Mend the cause.", e);
        }
    }

    @Override
    public void close() {
        Steps steps = new Steps();
        steps.run(executions::standby);
        core.closing().set(true); // why: no attempt is claimed any more, and a long catch-up stops at its next slot
        steps.run(wakeUps::close);
        steps.run(this::drain);
        threads.interruptAll();
        steps.run(this::shutDownExecutions);
        steps.run(this::stopCheckIns);
        steps.run(outcomes::flush);
        steps.run(this::leaveRuns);
        steps.run(checkIn::leave);
        steps.run(owner::release);
        steps.run(threads::close);
        steps.run(core.door()::letGo);
        steps.refuseFailure();
    }

    /** An engine that lost its store leaves its runs to the one that has it now. */
    private void leaveRuns() {
        if (owner.beat()) {
            reconciler.leave();
        }
    }

    /** Quartz tries for ever to tell a database that is away that a trigger is done, until its store is shut down. */
    private void shutDownExecutions() throws InterruptedException {
        Thread ending = new Thread(this::awaitExecutions, "avow-close");
        ending.start();
        ending.join(core.settings().drain().plus(core.settings().grace()).toMillis());
        if (ending.isAlive()) {
            LOG.warn("Quartz still tries to reach the database, and is ended");
            core.door().shutdown();
            ending.join();
        }
    }

    private void awaitExecutions() {
        try {
            executions.shutdown(true);
        } catch (SchedulerException e) {
            LOG.warn("Quartz did not shut down in good order", e);
        }
    }

    private void drain() throws InterruptedException {
        if (!core.inFlight().awaitNone(core.settings().drain())) {
            LOG.warn(
                    "Attempts still run after {} and are interrupted",
                    core.settings().drain());
        }
    }

    private void stopCheckIns() throws InterruptedException {
        checkIns.shutdown();
        if (!checkIns.awaitTermination(core.settings().drain().toMillis(), TimeUnit.MILLISECONDS)) {
            checkIns.shutdownNow();
        }
    }

    @Override
    public void discard() {
        Steps steps = new Steps();
        steps.run(() -> executions.shutdown(false));
        steps.run(wakeUps::close);
        steps.run(checkIns::shutdownNow);
        steps.run(threads::close);
        steps.run(core.door()::letGo);
    }

    /** Runs every step of an end, also after one has failed. */
    private static final class Steps {

        private @Nullable Exception first;

        private void run(Step step) {
            try {
                step.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) { // why: the other steps must come all the same
                LOG.warn("A step of closing failed; the others go on", e);
                first = first == null ? e : first;
            }
        }

        private void refuseFailure() {
            if (first != null) {
                throw new EngineException("Engine is closed, but not cleanly: " + Messages.of(first), first);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}

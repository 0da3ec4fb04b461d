package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Store;
import dev.avow.engine.operator.OperatorSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerConfigException;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.JobExecutionContextImpl;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.spi.TriggerFiredResult;

/**
 * The real engine on a real store, driven by hand: a test sets the clock, fires what is due, and looks at the outcome.
 *
 * <p>No thread of Quartz runs; all steps run in the test's own thread, and each operator on its own as ever.
 */
public final class ManualEngine implements AutoCloseable {

    private static final int BATCH = 20;

    private final SettableClock clock;
    private final Core core;
    private final Avow avow;
    private final HandDriven engine;
    private final HandTime time = new HandTime();

    private ManualEngine(AvowBuilder builder, SettableClock clock) {
        AtomicInteger requests = new AtomicInteger();
        this.clock = clock;
        this.core = builder.clock(clock).time(time).core();
        this.engine = new HandDriven();
        this.avow = new Avow(core, () -> "request-" + requests.incrementAndGet(), () -> engine);
    }

    /** Returns an engine that is not started, on a store that it closes with itself. */
    public static ManualEngine on(Store store, SettableClock clock, OperatorSource operators) {
        return of(new AvowBuilder(() -> store).operators(operators), clock);
    }

    /** Returns an engine that is not started, set up as the builder says but for the clock. */
    public static ManualEngine of(AvowBuilder builder, SettableClock clock) {
        return new ManualEngine(builder, clock);
    }

    /** Returns the engine's face. */
    public Avow avow() {
        return avow;
    }

    public SettableClock clock() {
        return clock;
    }

    /** Starts the engine and returns this. */
    public ManualEngine start() {
        avow.start();
        return this;
    }

    /** Decides owed slots, meets requests and executes due triggers until nothing is due; returns how many executed. */
    public int fireDue() {
        int all = 0;
        int fired;
        do {
            declareDue();
            fired = executeDue();
            all += fired;
        } while (fired > 0);
        return all;
    }

    /** Sets the clock, then fires what is due. */
    public int fireDueAt(String instant) {
        clock.set(instant);
        return fireDue();
    }

    /** Moves the clock on, then fires what is due. */
    public int fireDueAfter(Duration time) {
        clock.advance(time);
        return fireDue();
    }

    /** Decides owed slots and meets requests, and executes nothing. */
    public void declareDue() {
        for (BoundJob job : core.registry().all()) {
            job.job().schedules().keySet().forEach(schedule -> new SlotStep(core).decideAlone(job, schedule));
        }
        new BackfillStep(core).advance();
        new RequestStep(core).meet();
    }

    /** Executes the triggers that are due now, and returns how many. */
    public int executeDue() {
        try {
            List<OperableTrigger> triggers =
                    core.door().acquireNextTriggers(clock.instant().toEpochMilli(), BATCH, 0);
            int fired = 0;
            if (!triggers.isEmpty()) {
                List<TriggerFiredResult> results = fire(triggers);
                for (int i = 0; i < triggers.size(); i++) {
                    TriggerFiredBundle bundle = results.get(i).getTriggerFiredBundle();
                    if (bundle == null) {
                        core.door().releaseAcquiredTrigger(triggers.get(i));
                    } else {
                        fired += execute(bundle);
                    }
                }
            }
            return fired;
        } catch (JobPersistenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets go of the triggers where that fails, as Quartz's thread does. */
    private List<TriggerFiredResult> fire(List<OperableTrigger> triggers) throws JobPersistenceException {
        try {
            return core.door().triggersFired(triggers);
        } catch (JobPersistenceException e) {
            triggers.forEach(core.door()::releaseAcquiredTrigger);
            throw e;
        }
    }

    private int execute(TriggerFiredBundle bundle) {
        ExecuteStep step = new ExecuteStep(engine.execution);
        JobExecutionContextImpl context = new JobExecutionContextImpl(null, bundle, step);
        step.execute(context);
        CompletedExecutionInstruction instruction = bundle.getTrigger().executionComplete(context, null);
        core.door().triggeredJobComplete(bundle.getTrigger(), bundle.getJobDetail(), instruction);
        return 1;
    }

    /** Does what the engine does at each check-in. */
    public void checkIn() {
        engine.owner.beat();
        engine.checkIn.beat();
        engine.checkIn.look();
        try {
            core.door().checkInWithOthers();
        } catch (JobPersistenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the commands that wait, and carries them out. */
    public void commands() {
        engine.commands.run();
    }

    /** Lets this much of the node's own time pass. */
    public void pass(Duration length) {
        time.nanos.addAndGet(length.toNanos());
    }

    /** Runs this each time that the engine pauses while it watches another one. */
    public void onPause(Runnable action) {
        time.paused = action;
    }

    /** Runs this after each time that the thread of a timed-out attempt has ended late. */
    public void onThreadEnd(Runnable action) {
        engine.threadEnd = action;
    }

    /** Returns the store that the engine works on. */
    public Store store() {
        return core.store();
    }

    Core core() {
        return core;
    }

    Execution execution() {
        return engine.execution;
    }

    @Override
    public void close() {
        avow.close();
    }

    /** The engine without its threads. */
    private final class HandDriven implements Lifecycle {

        private final Owner owner = new Owner(core);
        private final AttemptThreads threads =
                new AttemptThreads(core.operators(), core.settings().grace());
        private volatile Runnable threadEnd = () -> {};
        private final OutcomeQueue outcomes = new OutcomeQueue(core, () -> {}) {
            @Override
            void threadEnded(Claim claim) {
                super.threadEnded(claim);
                threadEnd.run();
            }
        };
        private final Reconciler reconciler = new Reconciler(core, outcomes);
        private final Control control = new Control(core, threads);
        private final CheckIn checkIn = new CheckIn(core, reconciler, outcomes, control);
        private final Execution execution = new Execution(core, threads, outcomes);
        private Runnable commands = () -> {};

        @Override
        public void start() {
            try {
                CascadingClassLoadHelper loader = new CascadingClassLoadHelper();
                loader.initialize();
                core.door().initialize(loader, new Silence());
                owner.take();
                core.door().storeExecuteJob();
                core.door().recover();
                core.door().checkInWithOthers();
                reconciler.takeOver();
                control.check();
            } catch (SchedulerConfigException | JobPersistenceException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void registered(BoundJob job) {
            // the test fires by hand
        }

        @Override
        public void serve(Runnable looking) {
            commands = looking;
        }

        @Override
        public void heed() {
            control.check();
        }

        @Override
        public void close() {
            core.closing().set(true);
            threads.interruptAll();
            outcomes.flush();
            checkIn.leave();
            owner.release();
            threads.close();
        }

        @Override
        public void discard() {
            threads.close();
        }
    }

    /** Time that passes only when somebody pauses. */
    private static final class HandTime implements Monotonic {

        private final AtomicLong nanos = new AtomicLong();
        private volatile Runnable paused = () -> {};

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public void pause(Duration length) {
            nanos.addAndGet(length.toNanos());
            paused.run();
        }
    }

    /** Stands for Quartz's scheduler, which does not run. */
    private static final class Silence implements SchedulerSignaler {

        @Override
        public void notifyTriggerListenersMisfired(Trigger trigger) {
            throw new IllegalStateException("No trigger of ours can misfire: " + trigger.getKey());
        }

        @Override
        public void notifySchedulerListenersFinalized(Trigger trigger) {}

        @Override
        public void notifySchedulerListenersJobDeleted(JobKey jobKey) {}

        @Override
        public void signalSchedulingChange(long candidateNewNextFireTime) {}

        @Override
        public void notifySchedulerListenersError(String message, SchedulerException cause) {
            // whoever called gets the failure itself, or Quartz tries again
        }
    }
}

package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerConfigException;
import org.quartz.simpl.CascadingClassLoadHelper;

/** The running parts of an engine without its threads: whoever drives it does what these would do. */
final class HandDriven implements Lifecycle {

    private final Core core;
    private final Owner owner;
    private final AttemptThreads threads;
    private final OutcomeQueue outcomes;
    private final Reconciler reconciler;
    private final Control control;
    private final CheckIn checkIn;
    private final Execution execution;
    private volatile Runnable threadEnd = () -> {};
    private Runnable commands = () -> {};

    HandDriven(Core core) {
        this.core = core;
        this.owner = new Owner(core);
        this.threads = new AttemptThreads(core.operators(), core.settings().grace());
        this.outcomes = new OutcomeQueue(core, () -> {}) {
            @Override
            void threadEnded(Claim claim) {
                super.threadEnded(claim);
                threadEnd.run();
            }
        };
        this.reconciler = new Reconciler(core, outcomes);
        this.control = new Control(core, threads);
        this.checkIn = new CheckIn(core, reconciler, outcomes, control);
        this.execution = new Execution(core, threads, outcomes);
    }

    Execution execution() {
        return execution;
    }

    void onThreadEnd(Runnable action) {
        threadEnd = action;
    }

    void commands() {
        commands.run();
    }

    void checkIn() {
        owner.beat();
        checkIn.beat();
        checkIn.look();
        try {
            core.door().checkInWithOthers();
        } catch (JobPersistenceException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start() {
        try {
            CascadingClassLoadHelper loader = new CascadingClassLoadHelper();
            loader.initialize();
            core.door().initialize(loader, new SilentSignaler());
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
        // whoever drives it fires by hand
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
        if (owner.beat()) {
            reconciler.leave();
        }
        checkIn.leave();
        owner.release();
        threads.close();
    }

    @Override
    public void discard() {
        threads.close();
    }
}

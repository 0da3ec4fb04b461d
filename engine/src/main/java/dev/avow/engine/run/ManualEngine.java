package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.engine.operator.OperatorSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.JobExecutionContextImpl;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.spi.TriggerFiredResult;

/**
 * The real engine on a real store, driven by hand: for test kits, which set the clock, fire what is due, and look at the
 * outcome. It is no engine for production: nothing happens unless somebody calls. Tests of jobs use {@code ManualAvow} of
 * {@code avow-testing} instead, which stands on it.
 *
 * <p>It takes no store that another engine owns, unless that is an embedded one whose owner was another process: its time
 * does not pass, so it cannot tell whether the other one is dead. A real engine takes such a store after five check-ins.
 *
 * <p>No thread of Quartz runs; all steps run in the caller's own thread, and each operator on its own as ever. One thread
 * drives it.
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
        this.engine = new HandDriven(core);
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

    /**
     * Starts the engine and returns this. It waits for no other engine to show life, as a real one does.
     *
     * @throws dev.avow.engine.EngineException if another engine owns the store, and did not close it; unless that one had an
     *     embedded store in another process, which has ended
     */
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
            List<OperableTrigger> triggers = takeDue();
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

    /** Fires what it takes, as an engine with a scheduler does. */
    private List<OperableTrigger> takeDue() throws JobPersistenceException {
        core.door().setFiresAtOnce(true);
        try {
            return core.door().acquireNextTriggers(clock.instant().toEpochMilli(), BATCH, 0);
        } finally {
            core.door().setFiresAtOnce(false);
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
        ExecuteStep step = new ExecuteStep(engine.execution());
        JobExecutionContextImpl context = new JobExecutionContextImpl(null, bundle, step);
        step.execute(context);
        CompletedExecutionInstruction instruction = bundle.getTrigger().executionComplete(context, null);
        core.door().triggeredJobComplete(bundle.getTrigger(), bundle.getJobDetail(), instruction);
        return 1;
    }

    /**
     * Returns the next moment at which something is due: a slot, a request, an attempt, an approval's expiry, or the end of
     * a run's time or deadline. It is the present one if something is due already, and empty if nothing ever will be. Decide
     * first what is due by now, with {@link #declareDue}.
     */
    public Optional<Instant> nextDue() {
        return new NextDue(core).find();
    }

    /** Does what the engine does at each check-in. */
    public void checkIn() {
        engine.checkIn();
    }

    /** Takes the commands that wait, and carries them out. */
    public void commands() {
        engine.commands();
    }

    /** Lets this much of the node's own time pass. */
    public void pass(Duration length) {
        time.pass(length);
    }

    /** Has the engine take a store whose owner's beat stands still over the time that passes by hand, and returns this. */
    ManualEngine takingOver() {
        time.passesForReal();
        return this;
    }

    /** Runs this each time that the engine pauses while it watches another one, if it is {@link #takingOver}. */
    void onPause(Runnable action) {
        time.onPause(action);
    }

    /** Runs this after each time that the thread of a timed-out attempt has ended late. */
    public void onThreadEnd(Runnable action) {
        engine.onThreadEnd(action);
    }

    /** Returns the store that the engine works on. */
    public Store store() {
        return core.store();
    }

    Core core() {
        return core;
    }

    Execution execution() {
        return engine.execution();
    }

    @Override
    public void close() {
        avow.close();
    }
}

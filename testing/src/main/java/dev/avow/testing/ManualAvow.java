package dev.avow.testing;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.Preview;
import dev.avow.engine.run.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real engine for tests of jobs: its clock stands still until the test sets it, and nothing runs until the test fires
 * it. Declarations, identities, the gate, retries and the store are the real ones. Request ids are {@code request-1},
 * {@code request-2} and so on, and keys of private values are counted too, so that a test finds the same identities each
 * time.
 *
 * <p>One thread drives it. Whatever fires returns when it is done.
 */
public final class ManualAvow implements AutoCloseable {

    private final ManualEngine engine;
    private final OperatorBench operators;
    private final TestStore store;
    private final FoundRuns found;
    private boolean closed;

    ManualAvow(ManualEngine engine, OperatorBench operators, TestStore store) {
        this.engine = engine;
        this.operators = operators;
        this.store = store;
        this.found = new FoundRuns(engine.avow().history(), engine.store().contents());
    }

    /** Sets up an engine on a new store in memory, which is gone once it is closed. */
    public static ManualAvowBuilder inMemory() {
        return new ManualAvowBuilder(MemoryStore::open);
    }

    /**
     * Sets up an engine on the embedded store in a directory, which is made if it is not there, and stays: another engine
     * can be started on it later, as after a restart.
     */
    public static ManualAvowBuilder in(Path directory) {
        return new ManualAvowBuilder(() -> DirectoryStore.open(directory));
    }

    /**
     * Registers jobs, or new definitions of them.
     *
     * @throws dev.avow.engine.EngineException as {@link Avow#register}
     */
    public ManualAvow register(Job... jobs) {
        for (Job job : jobs) {
            engine.avow().register(job);
        }
        return this;
    }

    /** Adds operators, or puts them in place of those of the same name; what is declared already names the old version. */
    public ManualAvow operators(Operator... list) {
        for (Operator operator : list) {
            operators.put(operator);
        }
        return this;
    }

    /** Takes an operator away, as a node lacks it that was set up otherwise. */
    public ManualAvow withoutOperator(String name) {
        operators.remove(name);
        return this;
    }

    /** Returns the clock; setting it fires nothing. */
    public SettableClock clock() {
        return engine.clock();
    }

    /** Declares what is due now, executes it and all that follows from it at this moment; returns how many attempts ran. */
    public int fireDue() {
        int all = 0;
        int fired;
        do {
            engine.checkIn();
            fired = engine.fireDue();
            all += fired;
        } while (fired > 0);
        return all;
    }

    /**
     * Sets the clock, then fires as {@link #fireDue}. What was due at moments between is fired late, as by an engine that
     * stood still; {@link #fireNext} goes from moment to moment.
     *
     * @param instant such as {@code 2026-01-05T03:00:00Z}
     */
    public int fireDueAt(String instant) {
        engine.clock().set(instant);
        return fireDue();
    }

    /** Moves the clock on, then fires as {@link #fireDue}. */
    public int fireDueAfter(Duration time) {
        engine.clock().advance(time);
        return fireDue();
    }

    /**
     * Moves the clock to the next moment at which something is due, and fires it and all else that is due then: a slot, a
     * retry, a deferred attempt, a request, a backfill, an expiry. The clock stays where something is due already.
     *
     * @return that moment
     * @throws AssertionError if nothing is due any more
     */
    public Instant fireNext() {
        Instant next = nextDue()
                .orElseThrow(() -> new AssertionError("Nothing is due after " + clock().instant()
                        + ". Register a job with a schedule, trigger one, or release what waits.\n" + found.all()));
        if (next.isAfter(clock().instant())) {
            clock().set(next);
        }
        fireDue();
        return next;
    }

    /** Returns the next moment at which something is due, or empty if nothing ever will be; executes nothing. */
    public Optional<Instant> nextDue() {
        engine.declareDue();
        return engine.nextDue();
    }

    /** Sets the clock and declares what is due then, and executes nothing: what a test changes now, the gate meets. */
    public ManualAvow declareDueAt(String instant) {
        engine.clock().set(instant);
        engine.declareDue();
        return this;
    }

    /** Declares a manual run in the name of {@code tests}, without params; fire it with {@link #fireDue}. */
    public Map<String, Identity> trigger(String job) {
        return trigger(job, JsonObject.empty());
    }

    /** Declares a manual run in the name of {@code tests}. */
    public Map<String, Identity> trigger(String job, JsonObject params) {
        return engine.avow().trigger(job, params, ManualRequest.by("tests"));
    }

    /**
     * Returns what would be declared of a task on an occasion, and stores nothing.
     *
     * @param occasion a slot's key, such as {@code slot:default:2026-01-05T03:00:00Z}, or only its time, where the schedule
     *     is the default one
     * @throws AssertionError if the task comes after others, is mapped over many elements, or is not there
     * @throws dev.avow.engine.EngineException if the job has no such slot, or the declaration cannot be made
     */
    public Preview wouldDeclare(String job, String task, String occasion) {
        String key = occasion.startsWith("slot:") ? occasion : "slot:default:" + occasion;
        return FoundRuns.preview(engine.avow().preview(job, key), job, task);
    }

    /** As {@link #wouldDeclare(String, String, String)}, of a manual run. */
    public Preview wouldDeclare(String job, String task, JsonObject params, ManualRequest request) {
        return FoundRuns.preview(engine.avow().preview(job, params, request), job, task);
    }

    /**
     * Returns the newest run of a task: the one declared last, also where others were declared at the same moment.
     *
     * @throws AssertionError if it has none; the message says which runs are there, and why it was skipped if it was
     */
    public RunDetail run(String job, String task) {
        return found.newest(job, task);
    }

    /**
     * Returns why a task was skipped the last time: its condition that did not hold; empty if no condition of it was asked,
     * since a task before it was skipped.
     *
     * @throws AssertionError if it was never skipped; the message says which runs are there
     */
    public String skipped(String job, String task) {
        return found.skipped(job, task);
    }

    /**
     * Returns a run.
     *
     * @throws AssertionError if there is none of this identity
     */
    public RunDetail run(Identity identity) {
        return found.of(identity);
    }

    /** Returns the runs of a job, at most 1,000, oldest occasion first. */
    public List<RunDetail> runs(String job) {
        return found.of(job);
    }

    /** Returns the runs of a task, oldest occasion first. */
    public List<RunDetail> runs(String job, String task) {
        return found.of(job, task);
    }

    /**
     * Returns the text of an output of a run's newest attempt, read as UTF-8.
     *
     * @throws AssertionError if it has no such output, or its content is not kept
     */
    public String output(RunDetail run, String name) {
        return found.output(run, name);
    }

    /** Returns the history. */
    public History history() {
        return engine.avow().history();
    }

    /** Returns the engine's face, for all its other verbs. */
    public Avow avow() {
        return engine.avow();
    }

    /** Closes the engine, and throws a store in memory away; nothing happens if it is closed already. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            engine.close();
        } finally {
            store.close();
        }
    }
}

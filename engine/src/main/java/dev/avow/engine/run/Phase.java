package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Whether an engine is new, started or closed, and with it its running parts; threads may share it. */
final class Phase {

    private final Store store;
    private final Telling telling;
    private final Supplier<? extends Lifecycle> engines;
    private volatile Optional<Lifecycle> running = Optional.empty();
    private volatile boolean closed;

    Phase(Store store, Telling telling, Supplier<? extends Lifecycle> engines) {
        this.store = store;
        this.telling = telling;
        this.engines = engines;
    }

    /** Starts the engine; one that could not be started is closed. */
    synchronized void start() {
        refuseClosed();
        if (running.isPresent()) {
            throw new EngineException("Engine is started already. Start it once.");
        }
        Lifecycle engine = engines.get();
        try {
            engine.start();
        } catch (RuntimeException | Error e) {
            closed = true;
            engine.discard();
            telling.close();
            store.close();
            throw e;
        }
        running = Optional.of(engine);
    }

    /** Closes the engine, then lets listeners hear of it, then closes the store; once. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Store closing = store;
                Telling last = telling) {
            running.ifPresent(Lifecycle::close);
        }
    }

    /** Tells the running parts something, if there are any. */
    void tell(Consumer<Lifecycle> what) {
        running.ifPresent(what);
    }

    void refuseNotRunning() {
        refuseClosed();
        if (running.isEmpty()) {
            throw new EngineException("Engine is not started. Call start() first.");
        }
    }

    void refuseClosed() {
        if (closed) {
            throw new EngineException("Engine is closed. Build a new one.");
        }
    }
}

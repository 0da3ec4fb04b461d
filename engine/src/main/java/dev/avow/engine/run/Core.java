package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.engine.gate.Gate;
import dev.avow.engine.operator.OperatorSource;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The parts of one engine that its steps share; threads may share it.
 *
 * @param node this start of this node: what claims name
 */
record Core(
        Store store,
        InstantSource clock,
        Settings settings,
        String node,
        Registry registry,
        OperatorSource operators,
        DeclaringJobStore door,
        Journal journal,
        Gate gate,
        InFlight inFlight,
        AtomicBoolean closing) {

    static Core of(Store store, InstantSource clock, Settings settings, String node, OperatorSource operators) {
        return new Core(
                store,
                clock,
                settings,
                node,
                new Registry(),
                operators,
                new DeclaringJobStore(store, node),
                new Journal(clock),
                new Gate(clock, settings.patience()),
                new InFlight(),
                new AtomicBoolean());
    }

    Preparer preparer() {
        return new Preparer(store, clock);
    }

    Declarer declarer() {
        return new Declarer(clock, journal);
    }

    Refusals refusals() {
        return new Refusals(clock, journal);
    }

    Downstream downstream() {
        return new Downstream(clock, journal);
    }

    boolean isClosing() {
        return closing.get();
    }
}

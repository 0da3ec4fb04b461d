package dev.avow.testing;

import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.Secrets;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.SettableClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sets up an engine for a test; not for sharing between threads. */
public final class ManualAvowBuilder {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int KEY_BYTES = 32;

    private final Supplier<TestStore> store;
    private final OperatorBench operators = new OperatorBench();
    private final Map<String, String> secrets = new TreeMap<>();
    private Consumer<AvowBuilder> more = builder -> {};
    private Instant now = START;

    ManualAvowBuilder(Supplier<TestStore> store) {
        this.store = store;
    }

    /** Adds operators, or fakes of them; the last of a name counts. */
    public ManualAvowBuilder operators(Operator... list) {
        for (Operator operator : list) {
            operators.put(operator);
        }
        return this;
    }

    /**
     * Adds a secret.
     *
     * @param value 8 to 65,536 characters
     */
    public ManualAvowBuilder secret(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    /** Adds a connection that tasks can name. */
    public ManualAvowBuilder connection(Connection connection) {
        return engine(builder -> builder.connection(connection));
    }

    /** Has this listener told what happens to runs; it is told on a thread of its own. */
    public ManualAvowBuilder listener(RunListener listener) {
        return engine(builder -> builder.listener(listener));
    }

    /** Says what else the engine shall have; its clock, operators, secrets and ids are the kit's. */
    public ManualAvowBuilder engine(Consumer<AvowBuilder> settings) {
        more = more.andThen(settings);
        return this;
    }

    /**
     * Sets the clock; 2026-01-05T00:00:00Z, a Monday, unless set.
     *
     * @param instant such as {@code 2026-01-05T02:59:00Z}
     */
    public ManualAvowBuilder at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    /**
     * Opens the store and starts the engine.
     *
     * @throws dev.avow.engine.EngineException if a secret is too short, two connections have one name, or another engine
     *     owns the store
     */
    public ManualAvow start() {
        TestStore open = store.get();
        try {
            AvowBuilder builder = open.engine()
                    .operators(operators)
                    .secrets(Secrets.of(secrets))
                    .privateKeys(countedKeys());
            more.accept(builder);
            SettableClock clock = new SettableClock(now);
            return new ManualAvow(ManualEngine.of(builder, clock).start(), operators, open);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** Keys that are the same in each test, so that identities of runs with private values are. */
    private static Supplier<byte[]> countedKeys() {
        AtomicInteger count = new AtomicInteger();
        return () ->
                ByteBuffer.allocate(KEY_BYTES).putInt(count.incrementAndGet()).array();
    }
}

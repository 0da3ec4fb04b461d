package dev.avow.telemetry.metrics;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.telemetry.WatchedOperators;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times what happens to the runs of an engine, for Micrometer. Tags are names of jobs, tasks, models, states and
 * reasons alone, so that they are as many as the definitions say. Threads may share it.
 *
 * @see <a href="https://docs.micrometer.io/micrometer/reference/concepts/naming.html">Micrometer: naming meters</a>
 */
public final class AvowMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger running = new AtomicInteger();

    private AvowMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("avow.attempts.running", running, AtomicInteger::get)
                .description("Operators that work on this node")
                .strongReference(true)
                .register(registry);
    }

    /** Returns metrics in a registry; make one for each registry, and give it to one engine. */
    public static AvowMetrics of(MeterRegistry registry) {
        return new AvowMetrics(registry);
    }

    /** Has an engine measured, and returns its builder. */
    public AvowBuilder addTo(AvowBuilder builder) {
        return builder.around(source -> new WatchedOperators(source, this::execute))
                .listener(history -> new MeteringListener(history, registry));
    }

    private OperatorResult execute(Operator operator, DeclaredRun run) throws Exception {
        running.incrementAndGet();
        try {
            return operator.execute(run);
        } finally {
            running.decrementAndGet();
        }
    }
}

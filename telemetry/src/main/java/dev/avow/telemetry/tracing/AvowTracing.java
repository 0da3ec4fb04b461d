package dev.avow.telemetry.tracing;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.telemetry.WatchedOperators;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a span for each attempt of the runs of an engine, for OpenTelemetry. It is current in the thread of the operator, so
 * that spans of the libraries that this uses lie in it. No prompt, answer or message is in its attributes. Threads may share
 * it.
 */
public final class AvowTracing {

    private static final Logger LOG = LoggerFactory.getLogger(AvowTracing.class);

    private final Spans spans;

    private AvowTracing(Spans spans) {
        this.spans = spans;
    }

    /** Returns tracing that sends spans where this says. */
    public static AvowTracing of(OpenTelemetry openTelemetry) {
        return new AvowTracing(new Spans(openTelemetry.getTracer("dev.avow.telemetry")));
    }

    /** Has the attempts of an engine traced, and returns its builder. */
    public AvowBuilder addTo(AvowBuilder builder) {
        return builder.around(source -> new WatchedOperators(source, this::execute))
                .listener(history -> new TracingListener(history, spans));
    }

    private OperatorResult execute(Operator operator, DeclaredRun run) throws Exception {
        Optional<OpenSpan> begun = begin(run);
        if (begun.isEmpty()) {
            return operator.execute(run);
        }
        try (Scope scope = begun.get().span().makeCurrent()) {
            return operator.execute(run);
        } catch (Throwable e) { // why: its class is the type of the error, whatever it is
            begun.get().threw(e);
            throw e;
        }
    }

    private Optional<OpenSpan> begin(DeclaredRun run) {
        try {
            return Optional.of(spans.begin(AttemptKey.of(run), run.declaration(), run.now()));
        } catch (RuntimeException e) { // why: an attempt goes on without its span
            LOG.warn("Attempt {} of {} has no span", run.attempt(), run.identity(), e);
            return Optional.empty();
        }
    }
}

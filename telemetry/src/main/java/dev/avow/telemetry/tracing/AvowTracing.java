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
        Optional<Scope> scope = begun.flatMap(span -> enter(span, run));
        try {
            return operator.execute(run);
        } catch (Throwable e) { // why: its class is the type of the error, whatever it is
            begun.ifPresent(span -> span.threw(e));
            throw e;
        } finally {
            scope.ifPresent(entered -> leave(entered, run));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // why: execute leaves it, guarded by itself
    private static Optional<Scope> enter(OpenSpan span, DeclaredRun run) {
        try {
            return Optional.of(span.span().makeCurrent());
        } catch (RuntimeException e) { // why: an attempt goes on though its span is not current
            LOG.warn("The span of attempt {} of {} is not current", run.attempt(), run.identity(), e);
            return Optional.empty();
        }
    }

    private static void leave(Scope scope, DeclaredRun run) {
        try {
            scope.close();
        } catch (RuntimeException e) { // why: what the operator returned or threw stands
            LOG.warn("The span of attempt {} of {} may stay current", run.attempt(), run.identity(), e);
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

package dev.avow.telemetry.tracing;

import dev.avow.engine.operator.OperatorException;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.Optional;

/** A span whose attempt has not ended, and what its operator threw; threads may share it. */
final class OpenSpan {

    private final Span span;
    private final Instant start;
    private volatile Optional<String> thrown = Optional.empty();

    OpenSpan(Span span, Instant start) {
        this.span = span;
        this.start = start;
    }

    Span span() {
        return span;
    }

    /** Notes the class of what the operator threw; of an operator's own exception that of its cause, which says more. */
    void threw(Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable telling = thrown instanceof OperatorException && cause != null ? cause : thrown;
        this.thrown = Optional.of(telling.getClass().getName());
    }

    Optional<String> thrown() {
        return thrown;
    }

    /** Ends the span, not before it began. */
    void end(Instant at) {
        span.end(at.isBefore(start) ? start : at);
    }
}

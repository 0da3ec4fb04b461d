package dev.avow.telemetry.tracing;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import dev.avow.telemetry.EndedAttempt;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;

/** Ends spans when the outcome of their attempt is committed, in the listener's own thread. */
final class TracingListener implements RunListener {

    private final History history;
    private final Spans spans;

    TracingListener(History history, Spans spans) {
        this.history = history;
        this.spans = spans;
    }

    @Override
    public void retrying(RunNotice notice) {
        end(notice);
    }

    @Override
    public void succeeded(RunNotice notice) {
        end(notice);
    }

    @Override
    public void failed(RunNotice notice) {
        end(notice);
    }

    private void end(RunNotice notice) {
        if (notice.attempt().isEmpty()) {
            return;
        }
        AttemptKey key = new AttemptKey(notice.identity(), notice.attempt().getAsInt());
        Optional<OpenSpan> begun = spans.take(key);
        try {
            history.run(notice.identity())
                    .ifPresent(run -> EndedAttempt.of(run, notice).ifPresent(ended -> tell(key, begun, run, ended)));
        } finally {
            begun.ifPresent(span -> span.end(notice.at()));
        }
    }

    private void tell(AttemptKey key, Optional<OpenSpan> begun, RunDetail run, EndedAttempt ended) {
        if (begun.isPresent()) {
            tell(begun.get(), ended);
            return;
        }
        // why: it began on a node that has gone, or before anything of it could be seen here
        OpenSpan late =
                spans.made(key, EndedAttempt.declaration(run), ended.attempt().startedAt());
        tell(late, ended);
        late.end(ended.endedAt());
    }

    private static void tell(OpenSpan span, EndedAttempt ended) {
        AttemptState state = ended.attempt().state();
        span.span().setAttribute(Conventions.STATE, state.name());
        span.span().setAllAttributes(Conventions.noted(ended.notes()));
        if (state != AttemptState.SUCCEEDED) {
            span.span().setAttribute(Conventions.ERROR_TYPE, errorType(state, span));
            span.span().setStatus(StatusCode.ERROR); // why: the history has the message, which may quote an answer
        }
    }

    private static String errorType(AttemptState state, OpenSpan span) {
        return switch (state) {
            case TIMED_OUT -> "timeout";
            case INTERRUPTED -> "interrupted";
            case CANCELLED -> "cancelled";
            default -> span.thrown().orElse("_OTHER");
        };
    }
}

package dev.avow.telemetry.tracing;

import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The spans of attempts that have not ended, and where those of the newest ones are; threads may share it. */
final class Spans {

    /** More attempts than run at once; what is left of older ones was ended by another node. */
    private static final int OPEN = 10_000;

    private static final int LINKED = 10_000;

    private final Tracer tracer;
    private final Newest<OpenSpan> open = new Newest<>(OPEN);
    private final Newest<SpanContext> newest = new Newest<>(LINKED);

    Spans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Begins the span of an attempt, or goes on with it where it has begun. */
    OpenSpan begin(AttemptKey key, Declaration declaration, Instant at) {
        return open.getOrMake(key, () -> made(key, declaration, at));
    }

    /** Takes the span of an attempt that ended, if it began here. */
    Optional<OpenSpan> take(AttemptKey key) {
        return open.remove(key);
    }

    /** Returns a span of an attempt that nobody has taken or may take. */
    OpenSpan made(AttemptKey key, Declaration declaration, Instant at) {
        Instant start = at.truncatedTo(ChronoUnit.MILLIS); // why: outcomes are recorded with milliseconds
        SpanBuilder builder = tracer.spanBuilder(Conventions.spanName(declaration))
                .setNoParent()
                .setSpanKind(declaration.model().isPresent() ? SpanKind.CLIENT : SpanKind.INTERNAL)
                .setAllAttributes(Conventions.declared(declaration, key))
                .setStartTimestamp(start);
        declaration.context().upstream().values().stream()
                .flatMap(upstream -> runs(upstream).stream())
                .forEach(run -> link(builder, new AttemptKey(run.identity(), run.attempt())));
        OpenSpan span = new OpenSpan(builder.startSpan(), start);
        newest.getOrMake(key, () -> span.span().getSpanContext());
        return span;
    }

    private static List<UpstreamRun> runs(Upstream upstream) {
        if (upstream instanceof UpstreamRun run) {
            return List.of(run);
        }
        return upstream instanceof UpstreamRuns runs ? runs.runs() : List.of();
    }

    private void link(SpanBuilder builder, AttemptKey upstream) {
        newest.find(upstream)
                .ifPresent(context -> builder.addLink(
                        context,
                        Attributes.of(Conventions.IDENTITY, upstream.identity().toString(), Conventions.ATTEMPT, (long)
                                upstream.number())));
    }
}

package dev.avow.telemetry.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.telemetry.Bench;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.context.SettableContextStorageProvider;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storages of OpenTelemetry's context that throw. */
class BrokenContextTest {

    @TempDir
    Path directory;

    private final ContextStorage usual = SettableContextStorageProvider.getContextStorage();
    private final AtomicInteger thrown = new AtomicInteger();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @AfterEach
    void restore() {
        SettableContextStorageProvider.setContextStorage(usual);
    }

    private IllegalStateException fault() {
        thrown.incrementAndGet();
        return new IllegalStateException("storage is broken");
    }

    /** Returns the run of an attempt whose context is attached by this. */
    private RunView run(UnaryOperator<Scope> attached) {
        try (Bench bench = new Bench(directory, AvowTracing.of(sdk)::addTo)) {
            bench.chat.does(run -> Bench.answer());
            bench.engine
                    .avow()
                    .register(Bench.nightly().task("answer", Bench.call()).build());
            SettableContextStorageProvider.setContextStorage(new Attaching(usual, attached));
            bench.engine.fireDueAt("2026-01-05T03:00:00Z");
            SettableContextStorageProvider.setContextStorage(usual);
            return bench.engine.avow().history().runs("nightly", 1).items().get(0);
        }
    }

    @Test
    void a_span_that_cannot_be_made_current_harms_no_run() {
        RunView run = run(scope -> {
            scope.close();
            throw fault();
        });

        assertThat(thrown).hasPositiveValue();
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("chat gpt-x");
    }

    @Test
    void a_span_that_cannot_be_left_harms_no_run() {
        RunView run = run(scope -> () -> {
            scope.close();
            throw fault();
        });

        assertThat(thrown).hasPositiveValue();
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("chat gpt-x");
    }

    private record Attaching(ContextStorage usual, UnaryOperator<Scope> attached) implements ContextStorage {

        @Override
        public Scope attach(Context context) {
            return attached.apply(usual.attach(context));
        }

        @Override
        public Context current() {
            return usual.current();
        }
    }
}

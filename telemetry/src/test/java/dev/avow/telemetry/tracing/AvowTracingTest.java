package dev.avow.telemetry.tracing;

import static dev.avow.engine.dsl.Dsl.operator;
import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.telemetry.Bench;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.testing.time.TestClock;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvowTracingTest {

    @TempDir
    Path directory;

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .setClock(TestClock.create(Instant.parse("2026-01-05T03:00:31Z")))
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    private Bench bench() {
        return new Bench(directory, AvowTracing.of(sdk)::addTo);
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    private static RunView run(Bench bench) {
        return bench.engine.avow().history().runs("nightly", 1).items().get(0);
    }

    @Test
    void has_a_span_for_each_attempt_from_its_start_to_its_outcome() {
        Bench bench = bench();
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.fireTwice();
        bench.close();

        assertThat(spans()).extracting(SpanData::getName).containsExactly("chat gpt-x", "chat gpt-x");
        SpanData failed = spans().get(0);
        SpanData succeeded = spans().get(1);
        assertThat(failed.getStartEpochNanos()).isEqualTo(nanos("2026-01-05T03:00:30Z"));
        assertThat(failed.getEndEpochNanos()).isEqualTo(nanos("2026-01-05T03:00:32Z"));
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(failed.getAttributes().get(stringKey("error.type"))).isEqualTo("java.net.ConnectException");
        assertThat(failed.getAttributes().get(longKey("avow.attempt"))).isEqualTo(1);
        assertThat(succeeded.getEndEpochNanos()).isEqualTo(nanos("2026-01-05T03:00:45Z"));
        assertThat(succeeded.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(succeeded.getAttributes().get(longKey("avow.attempt"))).isEqualTo(2);
    }

    private static long nanos(String at) {
        return TimeUnit.SECONDS.toNanos(Instant.parse(at).getEpochSecond());
    }

    @Test
    void has_what_was_declared_and_noted_under_the_names_of_the_conventions_and_no_text() {
        Bench bench = bench();
        bench.chat.does(run -> Bench.answer().note("deviated", new JsonBoolean(true)));
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task(
                                "answer",
                                Bench.call()
                                        .parameter("temperature", new BigDecimal("0.2"))
                                        .parameter("top_p", new BigDecimal("0.9"))
                                        .parameter("top_k", 40)
                                        .parameter("max_tokens", 100)
                                        .parameter("seed", 7)
                                        .parameter("stop_sequences", new JsonArray(List.of(new JsonString("END"))))
                                        .parameter("own", "kept back"))
                        .build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        String identity = run(bench).identity().toString();
        bench.close();

        assertThat(spans()).singleElement().satisfies(span -> {
            assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(span.getAttributes().asMap())
                    .isEqualTo(Attributes.builder()
                            .put("gen_ai.operation.name", "chat")
                            .put("gen_ai.provider.name", "openai")
                            .put("gen_ai.request.model", "gpt-x")
                            .put(doubleKey("gen_ai.request.temperature"), 0.2)
                            .put(doubleKey("gen_ai.request.top_p"), 0.9)
                            .put(doubleKey("gen_ai.request.top_k"), 40.0)
                            .put(longKey("gen_ai.request.max_tokens"), 100L)
                            .put(longKey("gen_ai.request.seed"), 7L)
                            .put(stringArrayKey("gen_ai.request.stop_sequences"), List.of("END"))
                            .put("gen_ai.response.model", "gpt-x-2026")
                            .put("gen_ai.response.id", "answer-7")
                            .put(stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"))
                            .put(longKey("gen_ai.usage.input_tokens"), 12L)
                            .put(longKey("gen_ai.usage.output_tokens"), 34L)
                            .put("avow.identity", identity)
                            .put(longKey("avow.attempt"), 1L)
                            .put("avow.job", "nightly")
                            .put("avow.task", "answer")
                            .put("avow.state", "SUCCEEDED")
                            .put(booleanKey("avow.deviated"), true)
                            .build()
                            .asMap());
        });
    }

    @Test
    void is_current_in_the_thread_of_the_operator() {
        Bench bench = bench();
        bench.chat.does(run -> {
            sdk.getTracer("client").spanBuilder("POST").startSpan().end();
            return OperatorResult.success();
        });
        bench.engine
                .avow()
                .register(Bench.nightly().task("answer", Bench.call()).build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        SpanData inner = spans().get(0);
        SpanData attempt = spans().get(1);
        assertThat(inner.getName()).isEqualTo("POST");
        assertThat(inner.getParentSpanId()).isEqualTo(attempt.getSpanId());
        assertThat(inner.getTraceId()).isEqualTo(attempt.getTraceId());
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void links_a_run_to_those_that_it_follows() {
        Bench bench = bench();
        bench.chat.does(run -> Bench.answer());
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task("answer", Bench.call())
                        .task("measure", operator("measure"))
                        .after("answer")
                        .build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        SpanData before = spans().get(0);
        SpanData after = spans().get(1);
        assertThat(after.getName()).isEqualTo("execute nightly/measure");
        assertThat(after.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(after.getLinks()).singleElement().satisfies(link -> {
            assertThat(link.getSpanContext().getSpanId()).isEqualTo(before.getSpanId());
            assertThat(link.getAttributes().get(stringKey("avow.identity")))
                    .isEqualTo(before.getAttributes().get(stringKey("avow.identity")));
        });
    }

    @Test
    void says_that_an_attempt_timed_out() {
        Bench bench = bench();
        bench.chat.does(run -> {
            new CountDownLatch(1).await();
            return OperatorResult.success();
        });
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task("answer", Bench.call())
                        .timeout(Duration.ofMillis(50))
                        .build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        assertThat(spans()).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo("timeout");
            assertThat(span.getAttributes().get(stringKey("avow.state"))).isEqualTo("TIMED_OUT");
        });
    }

    @Test
    void has_no_message_of_a_failure_which_may_quote_the_answer() {
        Bench bench = bench();
        bench.chat.does(run -> {
            throw new IllegalStateException("not JSON: It is white.");
        });
        bench.engine
                .avow()
                .register(Bench.nightly().task("answer", Bench.call()).build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        assertThat(spans()).singleElement().satisfies(span -> {
            assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo("java.lang.IllegalStateException");
            assertThat(span.toString()).doesNotContain("It is white.", Bench.PROMPT);
        });
    }

    @Test
    void has_a_span_of_an_attempt_that_began_elsewhere_from_the_history() {
        Spans empty = new Spans(sdk.getTracer("test"));
        Bench bench = new Bench(directory, builder -> builder.listener(history -> new TracingListener(history, empty)));
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.engine.fireDueAt("2026-01-05T03:00:30Z");
        bench.close();

        assertThat(spans()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("chat gpt-x");
            assertThat(span.getStartEpochNanos()).isEqualTo(nanos("2026-01-05T03:00:30Z"));
            assertThat(span.getEndEpochNanos()).isEqualTo(nanos("2026-01-05T03:00:32Z"));
            assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo("_OTHER");
        });
    }

    @Test
    void has_no_second_span_of_an_attempt_whose_run_is_cancelled_before_the_next_one() {
        Bench bench = bench();
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.engine.fireDueAt("2026-01-05T03:00:30Z");
        bench.clock.advance(Duration.ofSeconds(1));
        bench.engine.avow().cancel(run(bench).identity());
        RunState end = run(bench).state();
        bench.close();

        assertThat(end).isEqualTo(RunState.CANCELLED);
        assertThat(spans())
                .singleElement()
                .satisfies(span -> assertThat(span.getAttributes().get(stringKey("avow.state")))
                        .isEqualTo("FAILED"));
    }

    @Test
    void a_tracer_that_throws_harms_no_run() {
        Tracer broken = name -> {
            throw new IllegalStateException("no spans today");
        };
        OpenTelemetry api = new OpenTelemetry() {
            @Override
            public TracerProvider getTracerProvider() {
                return new TracerProvider() {
                    @Override
                    public Tracer get(String name) {
                        return broken;
                    }

                    @Override
                    public Tracer get(String name, String version) {
                        return broken;
                    }
                };
            }

            @Override
            public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
            }
        };
        try (Bench bench = new Bench(directory, AvowTracing.of(api)::addTo)) {
            bench.engine
                    .avow()
                    .register(Bench.nightly().task("answer", Bench.call()).build());

            bench.engine.fireDueAt("2026-01-05T03:00:00Z");

            assertThat(run(bench).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }
}

package dev.avow.telemetry;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.ManualRequest;
import dev.avow.telemetry.lineage.AvowLineage;
import dev.avow.telemetry.metrics.AvowMetrics;
import dev.avow.telemetry.tracing.AvowTracing;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.Transport;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/telemetry.md, compiled and run. */
@Timeout(300)
class TelemetryPageTest {

    private static final CountDownLatch EXECUTED = new CountDownLatch(1);

    @RegisterExtension
    static final OpenTelemetryExtension SDK = OpenTelemetryExtension.create();

    @TempDir
    Path directory;

    @Test
    void all_three_are_told_of_a_run() throws Exception {
        OpenTelemetry openTelemetry = SDK.getOpenTelemetry();

        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Transport transport = new FileTransport(new FileConfig(directory + "/lineage.ndjson"));

        AvowBuilder builder = Avow.embedded(directory.resolve("store")).operators(new ReportOperator());
        AvowMetrics.of(registry).addTo(builder);
        AvowTracing.of(openTelemetry).addTo(builder);
        AvowLineage.to(transport).namespace("prod").addTo(builder);
        Avow avow = builder.build();

        try (avow) {
            avow.register(job("report").task("write", operator("report")).build());
            avow.start();
            avow.trigger("report", JsonObject.empty(), ManualRequest.by("ann"));
            EXECUTED.await();
        }

        assertThat(registry.scrape()).contains("avow_runs_ended_total{job=\"report\"");
        assertThat(SDK.getSpans()).extracting(span -> span.getName()).containsExactly("execute report/write");
        assertThat(directory.resolve("lineage.ndjson")).content().contains("COMPLETE");
    }

    @Test
    void page_shows_only_what_is_compiled_here() throws IOException {
        String page = Files.readString(Path.of("../docs/telemetry.md"));
        String source = Files.readString(Path.of("src/test/java/dev/avow/telemetry/TelemetryPageTest.java"));

        List<String> snippets = List.of(page.split("<!-- snippet -->\n```java\n", -1));

        assertThat(page.split("```java\n", -1)).hasSameSizeAs(snippets).hasSize(2);
        assertThat(source)
                .contains(snippets.get(1).split("```\n", -1)[0].indent(8).replaceAll("(?m)^ +$", ""));
    }

    private static final class ReportOperator implements Operator {

        @Override
        public OperatorRef ref() {
            return new OperatorRef("report", "1");
        }

        @Override
        public Set<Component> needs() {
            return Set.of();
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            EXECUTED.countDown();
            return OperatorResult.success();
        }
    }
}

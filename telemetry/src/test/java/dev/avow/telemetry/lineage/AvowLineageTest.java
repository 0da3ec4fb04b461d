package dev.avow.telemetry.lineage;

import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.telemetry.Bench;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClientUtils;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvowLineageTest {

    @TempDir
    Path directory;

    private Bench toFile() {
        String location = directory.resolve("events.ndjson").toString();
        return new Bench(directory, AvowLineage.to(new FileTransport(new FileConfig(location)))::addTo);
    }

    private List<RunEvent> events() throws IOException {
        return Files.readAllLines(directory.resolve("events.ndjson")).stream()
                .map(OpenLineageClientUtils::runEventFromJson)
                .toList();
    }

    private static Identity identity(Bench bench, String task) {
        return bench.engine.avow().history().runs("nightly", 10).items().stream()
                .filter(run -> run.task().equals(task))
                .findFirst()
                .orElseThrow()
                .identity();
    }

    @Test
    void has_one_run_id_for_all_attempts_and_says_which_one_it_is() throws Exception {
        Bench bench = toFile();
        bench.failsOnce();
        bench.engine.avow().register(Bench.retried().build());

        bench.fireTwice();
        Identity identity = identity(bench, "answer");
        bench.close();

        assertThat(events())
                .extracting(RunEvent::getEventType)
                .containsExactly(EventType.START, EventType.RUNNING, EventType.RUNNING, EventType.COMPLETE);
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.getRun().getRunId()).isEqualTo(RunIds.of(identity));
            assertThat(event.getJob().getNamespace()).isEqualTo("avow");
            assertThat(event.getJob().getName()).isEqualTo("nightly.answer");
            assertThat(event.getRun().getFacets().getNominalTime().getNominalEndTime())
                    .isEqualTo("2026-01-05T03:00:00Z");
            assertThat(facet(event)).containsEntry("identity", identity.toString());
        });
        assertThat(events()).extracting(event -> facet(event).get("attempt")).containsExactly(1, 1, 2, 2);
        assertThat(events())
                .extracting(event -> event.getEventTime().toInstant().toString())
                .containsExactly(
                        "2026-01-05T03:00:30Z", "2026-01-05T03:00:32Z", "2026-01-05T03:00:42Z", "2026-01-05T03:00:45Z");
        assertThat(Files.readString(directory.resolve("events.ndjson"))).doesNotContain(Bench.PROMPT, "white.");
    }

    private static Map<String, Object> facet(RunEvent event) {
        return event.getRun().getFacets().getAdditionalProperties().get("avow").getAdditionalProperties();
    }

    @Test
    void names_what_a_run_reads_and_makes_with_digests_as_versions() throws Exception {
        Path tickets = Files.writeString(directory.resolve("tickets.txt"), "one");
        Bench bench = toFile();
        bench.chat.does(run -> Bench.answer());
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task("answer", Bench.call())
                        .input("tickets", InputSource.file(tickets))
                        .task("measure", operator("measure"))
                        .after("answer")
                        .build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        RunEvent made = events().get(1);
        RunEvent read = events().get(2);
        assertThat(made.getInputs()).singleElement().satisfies(input -> {
            assertThat(input.getName()).isEqualTo("inputs/nightly/tickets");
            assertThat(version(input)).isEqualTo(digest("one"));
            assertThat(input.getInputFacets().getInputStatistics().getSize()).isEqualTo(3);
        });
        assertThat(made.getOutputs()).singleElement().satisfies(output -> {
            assertThat(output.getName()).isEqualTo("outputs/nightly/answer/answer");
            assertThat(version(output)).isEqualTo(digest("It is white."));
        });
        assertThat(read.getJob().getName()).isEqualTo("nightly.measure");
        assertThat(read.getInputs()).singleElement().satisfies(input -> {
            assertThat(input.getName()).isEqualTo("outputs/nightly/answer/answer");
            assertThat(version(input)).isEqualTo(digest("It is white."));
        });
    }

    private static String version(InputDataset input) {
        return input.getFacets().getVersion().getDatasetVersion();
    }

    private static String version(OutputDataset output) {
        return output.getFacets().getVersion().getDatasetVersion();
    }

    private static String digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).text();
    }

    @Test
    void leaves_out_the_digest_of_a_private_output() throws Exception {
        Bench bench = toFile();
        bench.chat.does(run -> Bench.answer());
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task("answer", Bench.call())
                        .privateOutputs()
                        .build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        assertThat(events().get(1).getOutputs()).singleElement().satisfies(output -> {
            assertThat(output.getName()).isEqualTo("outputs/nightly/answer/answer");
            assertThat(output.getFacets()).isNull();
        });
    }

    @Test
    void leaves_out_the_digest_of_a_private_output_that_a_task_after_it_reads() throws Exception {
        Bench bench = toFile();
        bench.chat.does(run -> Bench.answer());
        bench.engine
                .avow()
                .register(Bench.nightly()
                        .task("answer", Bench.call())
                        .privateOutputs()
                        .task("measure", operator("measure"))
                        .after("answer")
                        .build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();

        assertThat(events())
                .filteredOn(event -> event.getJob().getName().equals("nightly.measure"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getInputs())
                        .singleElement()
                        .satisfies(input -> {
                            assertThat(input.getName()).isEqualTo("outputs/nightly/answer/answer");
                            assertThat(input.getFacets()).isNull();
                        }));
        assertThat(Files.readString(directory.resolve("events.ndjson"))).doesNotContain(digest("It is white."));
    }

    @Test
    void tells_a_failure_from_a_run_that_was_ended() throws Exception {
        Bench bench = toFile();
        bench.chat.does(run -> {
            throw new IllegalStateException("The answer was: It is white.");
        });
        bench.engine
                .avow()
                .register(Bench.nightly().task("answer", Bench.call()).build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.clock.set("2026-01-06T03:00:00Z");
        bench.engine.declareDue();
        Identity failed =
                bench.engine.avow().history().runs("nightly", 2).items().get(1).identity();
        Identity cancelled = identity(bench, "answer");
        bench.engine.avow().cancel(cancelled);
        bench.close();

        assertThat(events())
                .extracting(RunEvent::getEventType)
                .containsExactly(EventType.START, EventType.FAIL, EventType.ABORT);
        assertThat(events())
                .filteredOn(event -> event.getEventType() != EventType.START)
                .extracting(
                        event -> event.getRun().getFacets().getErrorMessage().getMessage())
                .containsExactly(
                        "Run ended as FAILED. See the history of " + failed + ".",
                        "Run ended as CANCELLED. See the history of " + cancelled + ".");
    }

    @Test
    void sends_to_a_server_in_a_namespace_of_ones_own() throws Exception {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = server(posted, 201);
        Bench bench = toServer(server);
        bench.engine
                .avow()
                .register(Bench.nightly().task("answer", Bench.call()).build());

        bench.engine.fireDueAt("2026-01-05T03:00:00Z");
        bench.close();
        server.stop(0);

        assertThat(posted)
                .extracting(OpenLineageClientUtils::runEventFromJson)
                .extracting(event -> event.getJob().getNamespace(), RunEvent::getEventType)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("prod", EventType.START),
                        org.assertj.core.api.Assertions.tuple("prod", EventType.COMPLETE));
    }

    @Test
    void a_server_that_fails_harms_no_run() throws Exception {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = server(posted, 400);
        try (Bench bench = toServer(server)) {
            bench.engine
                    .avow()
                    .register(Bench.nightly().task("answer", Bench.call()).build());

            bench.engine.fireDueAt("2026-01-05T03:00:00Z");

            assertThat(bench.engine.avow().history().runs("nightly", 1).items())
                    .extracting(run -> run.state())
                    .containsExactly(RunState.SUCCEEDED);
        }
        server.stop(0);

        assertThat(posted).hasSize(2);
    }

    private static HttpServer server(List<String> posted, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/lineage", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Bench toServer(HttpServer server) {
        HttpConfig config = new HttpConfig();
        config.setUrl(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        return new Bench(directory, AvowLineage.to(new HttpTransport(config)).namespace("prod")::addTo);
    }

    @Test
    void refuses_a_blank_namespace() {
        AvowLineage lineage = AvowLineage.to(new FileTransport(new FileConfig("unused")));

        assertThatThrownBy(() -> lineage.namespace(" "))
                .isInstanceOf(EngineException.class)
                .hasMessage("Namespace ' ' is blank. Give it a name, or leave it out for 'avow'.");
    }
}

package dev.avow.telemetry.lineage;

import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Digest;
import dev.avow.telemetry.Bench;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateLineageTest {
    @TempDir
    Path directory;

    @Test
    void leaves_out_the_digest_of_a_private_output_that_a_task_after_it_reads() throws Exception {
        String location = directory.resolve("e.ndjson").toString();
        Bench bench = new Bench(directory, AvowLineage.to(new FileTransport(new FileConfig(location)))::addTo);
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
        assertThat(Files.readString(directory.resolve("e.ndjson")))
                .doesNotContain(Digest.of("It is white.".getBytes(StandardCharsets.UTF_8))
                        .text());
    }
}

package dev.avow.operators;

import static dev.avow.operators.http.HttpCalls.connectionHeaders;
import static dev.avow.operators.http.HttpCalls.get;
import static dev.avow.operators.process.Processes.connectionVariables;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.quartz.QuartzJobs.connectionData;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** It compiles only if the words of the operators can be imported side by side. */
class ConnectionWordsTest {

    @Test
    void words_for_values_of_connections_can_be_imported_side_by_side() {
        Map<String, String> keys = Map.of("To", "key");

        assertThat(connectionVariables(process("env"), "c", keys).parameters().members())
                .containsKey("connection_variables");
        assertThat(connectionHeaders(get("/x"), "c", keys).parameters().members())
                .containsKey("connection_headers");
        assertThat(connectionData(quartzJob("j"), "c", keys).parameters().members())
                .containsKey("connection_data");
    }
}

package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.engine.operator.DeclaredRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A batch as the provider shows it.
 *
 * @param output the file of answers, once there is one
 * @param errors the file of failed requests, once there is one
 * @param faults why the batch as a whole failed: codes and lines
 */
record ProviderBatch(
        String id,
        String status,
        Optional<String> output,
        Optional<String> errors,
        Instant created,
        Owner owner,
        List<String> faults) {

    /** Which attempt a batch is of, as its metadata say; empty texts for a batch of somebody else. */
    record Owner(String identity, String attempt) {

        static final String IDENTITY = "avow_identity";
        static final String ATTEMPT = "avow_attempt";

        static Owner of(DeclaredRun run) {
            return new Owner(run.identity().toString(), Integer.toString(run.attempt()));
        }

        String key() {
            return identity + "/" + attempt;
        }
    }

    /** @throws ApiFault if the provider's JSON is no batch */
    static ProviderBatch of(JsonNode json) throws ApiFault {
        String id = json.path("id").asText();
        String status = json.path("status").asText();
        if (!isId(id) || status.isEmpty()) {
            throw ApiFault.passing("The batch API showed a batch without id or status", null);
        }
        JsonNode metadata = json.path("metadata");
        return new ProviderBatch(
                id,
                status,
                file(json, "output_file_id"),
                file(json, "error_file_id"),
                Instant.ofEpochSecond(json.path("created_at").asLong()),
                new Owner(
                        metadata.path(Owner.IDENTITY).asText(),
                        metadata.path(Owner.ATTEMPT).asText()),
                StreamSupport.stream(json.at("/errors/data").spliterator(), false)
                        .map(ProviderBatch::fault)
                        .toList());
    }

    /** Tells whether a text can be part of an address as it stands. */
    static boolean isId(String text) {
        return text.matches("[A-Za-z0-9_-]{1,200}");
    }

    private static Optional<String> file(JsonNode json, String name) {
        return Optional.of(json.path(name).asText("")).filter(ProviderBatch::isId);
    }

    private static String fault(JsonNode error) {
        String code = error.path("code").asText();
        String line = error.path("line").isIntegralNumber()
                ? " in line " + error.path("line").asLong()
                : "";
        return (code.matches("[A-Za-z0-9_.-]{1,60}") ? code : "unknown") + line;
    }
}

package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.operators.batch.ProviderBatch.Owner;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The files and batches of an OpenAI-compatible endpoint, for one attempt. */
record BatchApi(Calls calls, Endpoint endpoint, Owner owner) {

    static final String CHAT = "/v1/chat/completions";

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 100;
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    /** Returns the id of the uploaded file. */
    String upload(Path requests) throws ApiFault, FileNotFoundException, InterruptedException {
        String boundary = "avow-" + owner.identity().substring("sha256:".length());
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(part(boundary, "name=\"purpose\"") + "batch\r\n"
                        + part(
                                boundary,
                                "name=\"file\"; filename=\"requests.jsonl\"\r\nContent-Type: application/jsonl")),
                BodyPublishers.ofFile(requests),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        JsonNode file = calls.json(endpoint.request("/files")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build());
        String id = file.path("id").asText();
        if (!ProviderBatch.isId(id)) {
            throw ApiFault.passing("The batch API showed a file without id", null);
        }
        return id;
    }

    private static String part(String boundary, String disposition) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    }

    /** Submits the requests of a file. */
    ProviderBatch create(String file, String window) throws ApiFault, InterruptedException {
        ObjectNode body = Calls.JSON.createObjectNode();
        body.put("input_file_id", file).put("endpoint", CHAT).put("completion_window", window);
        body.putObject("metadata").put(Owner.IDENTITY, owner.identity()).put(Owner.ATTEMPT, owner.attempt());
        return ProviderBatch.of(calls.json(endpoint.request("/batches")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", owner.key())
                .POST(BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.UTF_8)))
                .build()));
    }

    /**
     * Returns the batch that this attempt submitted, as far as the provider's list has it.
     *
     * @param since when the attempt began: pages of older batches are not looked at
     */
    Optional<ProviderBatch> find(Instant since) throws ApiFault, InterruptedException {
        String after = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode list = calls.json(get("/batches?limit=" + PAGE + after));
            boolean old = true;
            String last = "";
            for (JsonNode json : list.path("data")) {
                ProviderBatch batch = ProviderBatch.of(json);
                if (batch.owner().equals(owner)) {
                    return Optional.of(batch);
                }
                old &= batch.created().isBefore(since.minus(CLOCKS_APART));
                last = batch.id();
            }
            if (old || !list.path("has_more").asBoolean()) {
                return Optional.empty();
            }
            after = "&after=" + last;
        }
        throw ApiFault.passing("The batch API lists more than " + PAGE * MAX_PAGES + " batches of the last day", null);
    }

    ProviderBatch batch(String id) throws ApiFault, InterruptedException {
        return ProviderBatch.of(calls.json(get("/batches/" + id)));
    }

    void cancel(String id) throws ApiFault, InterruptedException {
        calls.json(endpoint.request("/batches/" + id + "/cancel")
                .POST(BodyPublishers.noBody())
                .build());
    }

    byte[] content(String file, long limit) throws ApiFault, LimitedBytes.TooLong, InterruptedException {
        return calls.bytes(get("/files/" + file + "/content"), limit);
    }

    private HttpRequest get(String path) {
        return endpoint.request(path).GET().build();
    }
}

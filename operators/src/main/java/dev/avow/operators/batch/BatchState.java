package dev.avow.operators.batch;

import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.batch.ProviderBatch.Owner;
import java.time.Instant;
import java.util.Optional;

/**
 * What a deferred attempt goes on from.
 *
 * @param key the identity and the attempt
 * @param since when the attempt began
 * @param faults of the API in a row
 * @param file of the uploaded requests, if there is no batch of it yet
 * @param batch once it is known
 */
record BatchState(String key, Instant since, int faults, Optional<String> file, Optional<String> batch) {

    static BatchState first(DeclaredRun run) {
        return new BatchState(Owner.of(run).key(), run.now(), 0, Optional.empty(), Optional.empty());
    }

    /** @throws OperatorException if the state is none of this operator, or of another attempt */
    static BatchState read(JsonObject state, DeclaredRun run) {
        String key = text(state, "key").orElse("");
        if (!key.equals(Owner.of(run).key())) {
            throw OperatorException.permanent(
                    "The deferred state is not of this attempt. Look for its batch at the provider, then rerun.");
        }
        return new BatchState(
                key,
                Instant.parse(text(state, "since").orElseThrow()),
                state.find("faults")
                        .map(value -> (int) ((JsonInteger) value).value())
                        .orElse(0),
                text(state, "file"),
                text(state, "batch"));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("phase", batch.isPresent() ? "submitted" : "submitting")
                .put("key", key)
                .put("since", since.toString())
                .put("faults", faults);
        file.ifPresent(id -> json.put("file", id));
        batch.ifPresent(id -> json.put("batch", id));
        return json.build();
    }

    BatchState uploaded(String id) {
        return new BatchState(key, since, faults, Optional.of(id), batch);
    }

    BatchState submitted(String id) {
        return new BatchState(key, since, 0, Optional.empty(), Optional.of(id));
    }

    BatchState withFaults(int count) {
        return new BatchState(key, since, count, file, batch);
    }

    private static Optional<String> text(JsonObject state, String name) {
        return state.find(name).map(value -> ((JsonString) value).value());
    }
}

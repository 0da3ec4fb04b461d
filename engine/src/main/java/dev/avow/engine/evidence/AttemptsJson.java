package dev.avow.engine.evidence;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonValue;

/** The attempts of a run as canonical JSON; of outputs that stay in the store, neither digest nor size. */
final class AttemptsJson {

    private final StoredRun stored;

    private AttemptsJson(StoredRun stored) {
        this.stored = stored;
    }

    static byte[] of(StoredRun stored) {
        AttemptsJson json = new AttemptsJson(stored);
        JsonArray attempts = new JsonArray(
                stored.tries().stream().<JsonValue>map(json::attempt).toList());
        try {
            return CanonicalJson.bytes(
                    JsonObject.builder().put("attempts", attempts).build());
        } catch (JsonRefusedException e) {
            throw new EvidenceException(
                    "Export refused: run " + stored.identity() + " has "
                            + attempts.values().size()
                            + " attempts, and what they say is more than a document may have. Export other runs.",
                    e);
        }
    }

    private JsonObject attempt(StoredRun.Try each) {
        AttemptRow row = each.attempt();
        JsonObject.Builder attempt = JsonObject.builder()
                .put("number", row.claim().attempt())
                .put("state", row.state())
                .put("node", row.claim().node())
                .put("epoch", row.claim().epoch())
                .put("startedAt", row.startedAt().toString())
                .put("message", row.detail())
                .put(
                        "outputs",
                        new JsonArray(each.outputs().stream()
                                .<JsonValue>map(this::output)
                                .toList()));
        row.endedAt()
                .filter(end -> !row.state().equals(AttemptState.DEFERRED.name()))
                .ifPresent(end -> attempt.put("endedAt", end.toString()));
        return attempt.build();
    }

    private JsonObject output(OutputRow row) {
        JsonObject.Builder output = JsonObject.builder().put("name", row.name()).put("mediaType", row.mediaType());
        return stored.hidesOutputs()
                ? output.put("privacy", stored.erased() ? "ERASED" : "PRIVATE").build()
                : output.put("digest", row.digest())
                        .put("size", row.size())
                        .put("file", file(row))
                        .build();
    }

    static String file(OutputRow row) {
        return "outputs/" + new Digest(row.digest()).hex();
    }
}

package dev.avow.engine.evidence;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The attempts of a run, and their outputs: a line of canonical JSON for each, so that there may be any number. Of outputs
 * that stay in the store, neither digest nor size.
 */
final class AttemptLists {

    private final StoredRun stored;

    private AttemptLists(StoredRun stored) {
        this.stored = stored;
    }

    static void write(StoredRun stored, RunFolder folder) throws IOException {
        AttemptLists lists = new AttemptLists(stored);
        try (OutputStream attempts = folder.open(RunFolder.ATTEMPTS)) {
            for (StoredRun.Try each : stored.tries()) {
                line(attempts, attempt(each.attempt()));
            }
        }
        try (OutputStream outputs = folder.open(RunFolder.OUTPUTS)) {
            for (StoredRun.Try each : stored.tries()) {
                for (OutputRow row : each.outputs()) {
                    line(outputs, lists.output(row));
                }
            }
        }
    }

    private static void line(OutputStream list, JsonObject object) throws IOException {
        list.write(CanonicalJson.bytes(object));
        list.write('\n');
    }

    private static JsonObject attempt(AttemptRow row) {
        JsonObject.Builder attempt = JsonObject.builder()
                .put("number", row.claim().attempt())
                .put("state", row.state())
                .put("node", row.claim().node())
                .put("epoch", row.claim().epoch())
                .put("startedAt", row.startedAt().toString())
                .put("message", row.detail());
        row.endedAt()
                .filter(end -> !row.state().equals(AttemptState.DEFERRED.name()))
                .ifPresent(end -> attempt.put("endedAt", end.toString()));
        return attempt.build();
    }

    private JsonObject output(OutputRow row) {
        JsonObject.Builder output = JsonObject.builder()
                .put("attempt", row.attempt())
                .put("name", row.name())
                .put("mediaType", row.mediaType());
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

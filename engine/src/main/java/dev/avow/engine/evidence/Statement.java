package dev.avow.engine.evidence;

import dev.avow.db.Runs.RunRow;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import java.util.List;

/**
 * What is said of a run: an in-toto Statement whose subject is the declaration, by its identity; and of an export.
 *
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto Statement v1</a>
 */
final class Statement {

    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "https://avow.dev/evidence/run/v1";
    static final String EXPORT_TYPE = "https://avow.dev/evidence/export/v1";

    private Statement() {}

    /**
     * Returns the statement as canonical JSON.
     *
     * @param sums the digest of the run's list of files
     */
    static byte[] of(StoredRun stored, EventLog events, Digest sums) {
        return of(
                resource(RunFolder.DECLARATION, stored.identity().digest()),
                PREDICATE_TYPE,
                predicate(stored, events, sums));
    }

    /**
     * Returns the statement on a whole export as canonical JSON: its subject is the list of all files.
     *
     * @param predicate what was chosen
     * @param sums the digest of the list
     */
    static byte[] ofExport(JsonObject.Builder predicate, Digest sums) {
        JsonObject list = resource(RunFolder.SUMS, sums);
        return of(list, EXPORT_TYPE, predicate.put("files", list).build());
    }

    private static byte[] of(JsonObject subject, String type, JsonObject predicate) {
        return CanonicalJson.bytes(JsonObject.builder()
                .put("_type", TYPE)
                .put("subject", new JsonArray(List.of(subject)))
                .put("predicateType", type)
                .put("predicate", predicate)
                .build());
    }

    private static JsonObject predicate(StoredRun stored, EventLog events, Digest sums) {
        RunRow run = stored.run();
        JsonObject.Builder predicate = JsonObject.builder()
                .put("identity", stored.identity().toString())
                .put("spec", stored.declaration().spec().toString())
                .put("job", stored.declaration().job())
                .put("task", stored.declaration().task())
                .put("occasion", stored.declaration().occasion().key())
                .put("number", run.number())
                .put("declaredAt", run.declaredAt().toString())
                .put("state", run.standing().state())
                .put("since", run.standing().since().toString())
                .put("attempts", run.standing().attempts())
                .put("events", events.count())
                .put("lastEvent", events.last())
                .put("privateValues", stored.privateValues().name())
                .put("withheldOutputs", stored.withheldOutputs())
                .put("withheldEvents", events.withheld())
                .put("files", resource(RunFolder.SUMS, sums));
        run.standing().waiting().ifPresent(waiting -> predicate.put("waiting", waiting));
        return predicate.build();
    }

    /** A digest in a statement has no prefix: the algorithm is the name of the member. */
    private static JsonObject resource(String name, Digest digest) {
        return JsonObject.builder()
                .put("name", name)
                .put("digest", JsonObject.builder().put("sha256", digest.hex()).build())
                .build();
    }
}

package dev.avow.engine.history;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.UsedSpec;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The specs of a job and what differs between them, read from the store. */
final class SpecDocuments {

    private SpecDocuments() {}

    /** Returns the specs that the tasks of a job had, oldest first, each with what changed. */
    static List<SpecChange> changes(Session session, String job) {
        Map<String, Document> newest = new HashMap<>();
        List<SpecChange> changes = new ArrayList<>();
        for (UsedSpec used : session.declarations().usedSpecs(job)) {
            SpecUseRow use = used.use();
            Document document = new Document(used);
            Optional<Document> before = Optional.ofNullable(newest.put(use.task(), document));
            changes.add(new SpecChange(
                    job,
                    use.task(),
                    use.at(),
                    before.map(last -> SpecDigest.parse(last.used.use().spec())),
                    SpecDigest.parse(use.spec()),
                    Identity.parse(use.identity()),
                    before.map(last -> JsonDifferences.between(last.json(), document.json()))
                            .orElse(List.of())));
        }
        return changes;
    }

    static List<Difference> differences(Session session, String before, String after) {
        return JsonDifferences.between(document(session, before), document(session, after));
    }

    private static JsonObject document(Session session, String digest) {
        return parse(digest, session.declarations().findSpec(digest).map(SpecRow::body));
    }

    private static JsonObject parse(String digest, Optional<Bytes> body) {
        return CanonicalJson.parseObject(body.orElseThrow(() -> new EngineException(
                        "Spec " + digest + " is referred to but not stored. Restore the database from a backup."))
                .toArray());
    }

    /** A stored document, which is parsed at most once, and only if another one is compared with it. */
    private static final class Document {

        private final UsedSpec used;
        private Optional<JsonObject> parsed = Optional.empty();

        Document(UsedSpec used) {
            this.used = used;
        }

        JsonObject json() {
            JsonObject json = parsed.orElseGet(() -> parse(used.use().spec(), used.body()));
            parsed = Optional.of(json);
            return json;
        }
    }
}

package dev.avow.engine.history;

import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
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
        Map<String, SpecUseRow> newest = new HashMap<>();
        List<SpecChange> changes = new ArrayList<>();
        for (SpecUseRow use : session.declarations().specUses(job)) {
            Optional<SpecUseRow> before = Optional.ofNullable(newest.put(use.task(), use));
            changes.add(new SpecChange(
                    job,
                    use.task(),
                    use.at(),
                    before.map(row -> SpecDigest.parse(row.spec())),
                    SpecDigest.parse(use.spec()),
                    Identity.parse(use.identity()),
                    before.map(row -> SpecDocuments.differences(session, row.spec(), use.spec()))
                            .orElse(List.of())));
        }
        return changes;
    }

    static List<Difference> differences(Session session, String before, String after) {
        return JsonDifferences.between(document(session, before), document(session, after));
    }

    private static JsonObject document(Session session, String digest) {
        SpecRow row = session.declarations()
                .findSpec(digest)
                .orElseThrow(() -> new EngineException(
                        "Spec " + digest + " is referred to but not stored. Restore the database from a backup."));
        return CanonicalJson.parseObject(row.body().toArray());
    }
}

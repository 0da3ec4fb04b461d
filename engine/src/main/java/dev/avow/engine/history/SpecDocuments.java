package dev.avow.engine.history;

import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.util.List;

/** Specs as documents, read from the store. */
final class SpecDocuments {

    private SpecDocuments() {}

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

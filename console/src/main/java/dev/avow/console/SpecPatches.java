package dev.avow.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import dev.avow.db.Bytes;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Store;
import dev.avow.engine.history.SpecChange;
import dev.avow.engine.identity.SpecDigest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a spec of the one before it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902: JSON Patch</a>
 */
final class SpecPatches {

    /** Only add, remove and replace: a person reads them without looking elsewhere. */
    private static final Set<DiffFlags> PLAIN =
            EnumSet.of(DiffFlags.OMIT_VALUE_ON_REMOVE, DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

    private final Store store;

    SpecPatches(Store store) {
        this.store = store;
    }

    /** Returns the patch; empty for the first spec of a task. */
    Optional<JsonNode> patch(SpecChange change) {
        return change.from().map(from -> between(document(from), document(change.to())));
    }

    static JsonNode between(JsonNode before, JsonNode after) {
        return JsonDiff.asJson(before, after, EnumSet.copyOf(PLAIN));
    }

    private JsonNode document(SpecDigest digest) {
        byte[] body = store.read(session -> session.declarations().findSpec(digest.toString()))
                .map(SpecRow::body)
                .map(Bytes::toArray)
                .orElse(new byte[0]);
        return Json.tree(body);
    }
}

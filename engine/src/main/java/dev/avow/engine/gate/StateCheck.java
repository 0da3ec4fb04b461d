package dev.avow.engine.gate;

import dev.avow.db.Bytes;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;

/** Checks the state that a deferred attempt goes on from against the event of its deferral. */
final class StateCheck {

    private static final String NOTHING = "nothing";

    private StateCheck() {}

    /** Returns the state, which has the digest of what the operator gave. */
    static JsonObject of(Declaration declaration, DeferredState state) {
        String declared = state.recorded().orElse(NOTHING);
        String found = state.kept()
                .map(Bytes::toArray)
                .map(Digest::of)
                .map(Digest::text)
                .orElse(NOTHING);
        if (state.kept().isEmpty() || !found.equals(declared)) {
            throw new Denied(
                    Reason.STATE_CHANGED,
                    "Run denied, STATE_CHANGED: " + Text.of(declaration)
                            + ", the state that its attempt goes on from is not what its operator gave."
                            + " Restore the database from a backup, or cancel the run."
                            + "\n  deferred: " + Text.safe(declared)
                            + "\n  found:    " + found);
        }
        return CanonicalJson.parseObject(state.kept().get().toArray());
    }
}

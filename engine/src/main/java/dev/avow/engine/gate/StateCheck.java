package dev.avow.engine.gate;

import dev.avow.db.Bytes;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;

/** Checks the state and the moment that a deferred attempt goes on from against the events of its deferral. */
final class StateCheck {

    private static final String NOTHING = "nothing";

    private StateCheck() {}

    /** Returns the state, which has the digest of what the operator gave, if the moment is the recorded one too. */
    static JsonObject of(Declaration declaration, DeferredState state) {
        String declared = state.recorded().orElse(NOTHING);
        String found = state.kept()
                .map(Bytes::toArray)
                .map(Digest::of)
                .map(Digest::text)
                .orElse(NOTHING);
        if (state.kept().isEmpty() || !found.equals(declared)) {
            throw changed(
                    declaration,
                    "the state that its attempt goes on from is not what its operator gave",
                    declared,
                    found);
        }
        String moment = state.recordedUntil().orElse(NOTHING);
        String kept = state.until().orElse(NOTHING);
        if (state.until().isEmpty() || !kept.equals(moment)) {
            throw changed(
                    declaration,
                    "the moment at which its attempt goes on is not the one that was recorded",
                    moment,
                    kept);
        }
        return CanonicalJson.parseObject(state.kept().get().toArray());
    }

    private static Denied changed(Declaration declaration, String what, String deferred, String found) {
        return new Denied(
                Reason.STATE_CHANGED,
                "Run denied, STATE_CHANGED: " + Text.of(declaration) + ", " + what
                        + ". Restore the database from a backup, or cancel the run."
                        + "\n  deferred: " + Text.safe(deferred)
                        + "\n  found:    " + found);
    }
}

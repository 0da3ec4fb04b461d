package dev.avow.engine.verification;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An event whose bytes were checked.
 *
 * @param attempt 0 if it is about none
 */
record Told(long seq, EventKind kind, int attempt, Instant at, Body body) {

    /** Checks the bytes of an event for themselves; returns it if it can be read. */
    static Optional<Told> read(StoredEvent stored, Tally tally) {
        EventRow event = stored.event();
        byte[] bytes = event.body().toArray();
        tally.count(Checked.EVENTS);
        tally.same(
                FindingKind.EVENT_DIGEST_MISMATCH,
                subject(stored),
                Digest.of(bytes).text(),
                event.digest());
        Optional<EventKind> kind = EventShapes.kind(event.kind());
        if (kind.isEmpty()) {
            tally.find(FindingKind.EVENT_REFUSED, subject(stored), "a kind of events", event.kind());
            return Optional.empty();
        }
        return parse(stored, bytes, tally)
                .filter(body -> fits(stored, kind.get(), body, tally))
                .map(body -> new Told(stored.seq(), kind.get(), event.attempt().orElse(0), event.at(), new Body(body)));
    }

    private static Optional<JsonObject> parse(StoredEvent stored, byte[] bytes, Tally tally) {
        try {
            JsonObject body = CanonicalJson.parseObject(bytes);
            if (Arrays.equals(CanonicalJson.bytes(body), bytes)) {
                return Optional.of(body);
            }
            tally.find(FindingKind.EVENT_REFUSED, subject(stored), "canonical JSON", "the same in another form");
        } catch (JsonRefusedException e) {
            tally.find(FindingKind.EVENT_REFUSED, subject(stored), "a JSON object", e.reason());
        }
        return Optional.empty();
    }

    private static boolean fits(StoredEvent stored, EventKind kind, JsonObject body, Tally tally) {
        EventRow event = stored.event();
        boolean ofRun = event.identity().isPresent();
        boolean placed = ofRun
                ? EventShapes.isOfRun(kind)
                        && EventShapes.fitsAttempt(kind, event.attempt().isPresent())
                : EventShapes.isOfJob(kind) && event.attempt().isEmpty();
        if (!placed) {
            tally.find(
                    FindingKind.EVENT_REFUSED,
                    subject(stored),
                    kind + " about what such events are about",
                    (ofRun ? "a run" : "no run")
                            + (event.attempt().isPresent()
                                    ? ", attempt " + event.attempt().getAsInt()
                                    : ", no attempt"));
            return false;
        }
        Optional<String> fault = EventShapes.fault(kind, ofRun, body);
        fault.ifPresent(what -> tally.find(
                FindingKind.EVENT_REFUSED, subject(stored), what, body.members().keySet()));
        return fault.isEmpty();
    }

    static String subject(StoredEvent stored) {
        return stored.event().identity().map(identity -> identity + " ").orElse("") + "event " + stored.seq();
    }
}

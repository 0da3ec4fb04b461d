package dev.avow.engine.history;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.ReviewView.Verdict;
import dev.avow.engine.identity.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the events of a run say of its attempts, reviews and denials. */
record RunEvents(Map<Integer, JsonObject> notes, List<ReviewView> reviews, List<DenialView> denials) {

    private static final Set<String> KINDS = Set.of(
            EventKind.OUTCOME.name(),
            EventKind.APPROVED.name(),
            EventKind.REJECTED.name(),
            EventKind.EXPIRED.name(),
            EventKind.DENIED.name());

    static RunEvents of(Session session, String identity) {
        RunEvents told = new RunEvents(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        session.events().ofRun(identity, KINDS).forEach(told::add);
        return told;
    }

    JsonObject notes(int attempt) {
        return notes.getOrDefault(attempt, JsonObject.empty());
    }

    private void add(StoredEvent stored) {
        EventBody body = EventBody.of(stored);
        switch (EventKind.valueOf(stored.event().kind())) {
            case OUTCOME -> stored.event().attempt().ifPresent(attempt -> notes.put(attempt, body.notes()));
            case DENIED ->
                denials.add(new DenialView(
                        body.text("reason"),
                        body.text("message"),
                        Math.toIntExact(body.number("attempt")),
                        stored.event().at()));
            default ->
                reviews.add(new ReviewView(
                        Verdict.valueOf(stored.event().kind()),
                        body.text("by"),
                        body.text("role"),
                        body.text("comment"),
                        stored.event().at()));
        }
    }
}

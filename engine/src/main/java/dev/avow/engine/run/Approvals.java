package dev.avow.engine.run;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which runs somebody must still approve: told by their events alone, which nobody can change. */
final class Approvals {

    /** The events that tell. */
    static final Set<String> KINDS = Set.of(EventKind.DECLARED.name(), EventKind.APPROVED.name());

    private Approvals() {}

    /**
     * Returns the approval that a run needs and does not have, if that is so.
     *
     * @throws EngineException if no event tells of the run's declaration
     */
    static Optional<Approval> missing(Session session, String identity) {
        return missing(session.events().ofRun(identity, KINDS), identity);
    }

    /** As {@link #missing(Session, String)}, of the run's events of {@link #KINDS}. */
    static Optional<Approval> missing(List<StoredEvent> stored, String identity) {
        List<EventRow> events = stored.stream().map(StoredEvent::event).toList();
        if (events.stream().anyMatch(event -> event.kind().equals(EventKind.APPROVED.name()))) {
            return Optional.empty();
        }
        return events.stream()
                .filter(event -> event.kind().equals(EventKind.DECLARED.name()))
                .map(event -> new Fields(CanonicalJson.parseObject(event.body().toArray())))
                .map(body -> RunPolicy.parse(body.text("policy")))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        "Run " + identity + " has no event of its declaration. Restore the database from a backup."))
                .approval();
    }
}

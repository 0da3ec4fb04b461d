package dev.avow.engine.history;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.List;
import java.util.Optional;

/** Compares a run with the one of its task that was approved last. */
final class SinceApproved {

    private static final int APPROVALS = 100;

    private SinceApproved() {}

    static PendingApproval of(Session session, RunRow run) {
        Optional<RunRow> approved = lastApproved(session, run);
        return new PendingApproval(
                Views.of(session, run),
                approved.map(row -> Identity.parse(row.identity())),
                approved.map(row -> SpecDocuments.differences(session, row.spec(), run.spec()))
                        .orElse(List.of()),
                approved.map(row -> JsonDifferences.between(declared(session, row), declared(session, run)))
                        .orElse(List.of()));
    }

    private static Optional<RunRow> lastApproved(Session session, RunRow run) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<StoredEvent> page =
                    session.events().ofKind(run.key().job(), EventKind.APPROVED.name(), before, APPROVALS);
            for (StoredEvent stored : page) {
                Optional<RunRow> approved = stored.event()
                        .identity()
                        .filter(identity -> !identity.equals(run.identity()))
                        .flatMap(session.runs()::find)
                        .filter(row -> row.key().task().equals(run.key().task()));
                if (approved.isPresent()) {
                    return approved;
                }
                before = stored.seq();
            }
            if (page.size() < APPROVALS) {
                return Optional.empty();
            }
        }
    }

    private static JsonObject declared(Session session, RunRow run) {
        return CanonicalJson.parseObject(
                session.declarations().find(run.identity()).orElseThrow().body().toArray());
    }
}

package dev.avow.engine.verification;

import dev.avow.db.Audit.SlotKey;
import dev.avow.db.CrossAudit;
import dev.avow.db.Events.StoredEvent;
import dev.avow.engine.gate.EventKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which slots nothing decided: neither a decision, nor somebody who asked for a backfill, by the event of that. */
final class SlotDecisions {

    private SlotDecisions() {}

    /** Slots of a schedule from one moment to another, this one included. */
    private record Asked(String job, String schedule, Instant from, Instant to) {

        static Optional<Asked> of(StoredEvent stored) {
            return Told.read(stored, new Tally(finding -> {}))
                    .flatMap(told -> told.body()
                            .moment("from")
                            .flatMap(from -> told.body()
                                    .moment("to")
                                    .map(to -> new Asked(
                                            stored.event().job(), told.body().text("schedule"), from, to))));
        }

        boolean has(SlotKey slot) {
            return job.equals(slot.job())
                    && schedule.equals(slot.schedule())
                    && !slot.scheduledFor().isBefore(from)
                    && !slot.scheduledFor().isAfter(to);
        }
    }

    static Set<SlotKey> undecided(CrossAudit audit, Collection<SlotKey> slots) {
        Set<SlotKey> open = audit.undecided(slots);
        if (open.isEmpty()) {
            return open;
        }
        Set<String> jobs = open.stream().map(SlotKey::job).collect(Collectors.toSet());
        List<Asked> asked = audit.events(EventKind.BACKFILL_REQUESTED.name(), jobs).stream()
                .flatMap(event -> Asked.of(event).stream())
                .toList();
        return open.stream()
                .filter(slot -> asked.stream().noneMatch(span -> span.has(slot)))
                .collect(Collectors.toSet());
    }
}

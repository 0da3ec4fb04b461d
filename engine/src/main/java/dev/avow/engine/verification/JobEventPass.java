package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.Audit.SlotKey;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.JobAudit;
import dev.avow.db.Slots.SlotRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.EventKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks events that are about no run, in order, and that what they tell of is stored. */
final class JobEventPass implements Pass {

    private static final int LIMIT = 500;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final NeverCheck never;
    private Instant latest = Instant.MIN;

    JobEventPass(Store store, Scope scope, Tally tally) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.never = new NeverCheck(tally);
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        long last = after.map(Keys::number).orElse(Long.MIN_VALUE);
        return store.snapshot(session -> page(session.jobAudit(), session.audit(), last));
    }

    private record OfJob(String job, Told told) {

        OccasionKey occasion() {
            return new OccasionKey(job, told.body().text("task"), told.body().text("occasion"));
        }

        Optional<SlotKey> slot() {
            return told.body()
                    .moment("first")
                    .map(first -> new SlotKey(job, told.body().text("schedule"), first));
        }

        /** Returns the slot that its occasion is, unless that was to be declared anew. */
        Optional<SlotKey> refusedSlot() {
            String[] parts = told.body().text("occasion").split(":", 3);
            if (told.body().flag("redeclared", false) || parts.length < 3 || !parts[0].equals("slot")) {
                return Optional.empty();
            }
            try {
                return Optional.of(new SlotKey(job, parts[1], Instant.parse(parts[2])));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        String subject() {
            return "event " + told.seq();
        }
    }

    private Optional<String> page(JobAudit audit, Audit runs, long last) {
        List<StoredEvent> events = audit.events(last, LIMIT);
        List<OfJob> read = new ArrayList<>();
        for (StoredEvent event : events) {
            if (scope.includes(event.event().job(), event.event().at())) {
                Told.read(event, tally)
                        .ifPresent(told -> read.add(new OfJob(event.event().job(), told)));
                inTime(event);
            }
        }
        skipped(audit, of(read, EventKind.SKIPPED));
        refused(runs, of(read, EventKind.REFUSED));
        undeclared(audit, of(read, EventKind.UNDECLARED));
        return events.size() < LIMIT
                ? Optional.empty()
                : Optional.of(Long.toString(events.get(events.size() - 1).seq()));
    }

    /** Where all is verified, the times of all events are compared. */
    private void inTime(StoredEvent event) {
        Instant at = event.event().at();
        if (!scope.isAll() && !latest.equals(Instant.MIN) && !Moments.inOrder(latest, at)) {
            tally.find(
                    FindingKind.TIME_MISMATCH, Told.subject(event), "not before " + latest + " of the one before", at);
        }
        latest = at;
    }

    private static List<OfJob> of(List<OfJob> read, EventKind kind) {
        return read.stream().filter(event -> event.told().kind() == kind).toList();
    }

    private void skipped(JobAudit audit, List<OfJob> events) {
        List<SlotRow> rows = audit.slots(
                events.stream().flatMap(event -> event.slot().stream()).collect(Collectors.toSet()));
        for (OfJob event : events) {
            boolean stored =
                    rows.stream().anyMatch(row -> row.job().equals(event.job()) && SlotPass.isOf(row, event.told()));
            if (!stored) {
                tally.find(
                        FindingKind.SLOT_MISMATCH,
                        event.subject(),
                        "the decision that it tells of",
                        "nothing, or another one");
            }
        }
    }

    private void refused(Audit audit, List<OfJob> events) {
        Set<SlotKey> undecided = SlotDecisions.undecided(
                audit.across(),
                events.stream().flatMap(event -> event.refusedSlot().stream()).collect(Collectors.toSet()));
        for (OfJob event : events) {
            event.refusedSlot()
                    .filter(undecided::contains)
                    .ifPresent(slot -> tally.find(
                            FindingKind.SLOT_MISMATCH,
                            event.subject(),
                            "a decision on " + slot.scheduledFor() + " of schedule '" + slot.schedule() + "'",
                            "nothing"));
        }
    }

    private void undeclared(JobAudit audit, List<OfJob> events) {
        List<OccasionKey> keys = events.stream().map(OfJob::occasion).distinct().toList();
        Map<OccasionKey, UndeclaredRow> stored =
                audit.undeclared(keys).stream().collect(Collectors.toMap(UndeclaredRow::key, row -> row));
        Set<OccasionKey> declared = audit.declared(keys);
        for (OfJob event : events) {
            never.check(event.told(), event.occasion(), stored.get(event.occasion()), declared);
        }
    }
}

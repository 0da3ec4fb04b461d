package dev.avow.engine.verification;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.JobAudit;
import dev.avow.db.Slots.SlotRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.EventKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks decisions on slots against what is declared, and against the events that tell of the others. */
final class SlotPass implements Pass {

    private static final int LIMIT = 1_000;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private Optional<SlotRow> before = Optional.empty();

    SlotPass(Store store, Scope scope, Tally tally) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        Optional<SlotRow> last = before.or(() -> after.map(SlotPass::row));
        return store.snapshot(session -> page(session.jobAudit(), last));
    }

    private Optional<String> page(JobAudit audit, Optional<SlotRow> last) {
        List<SlotRow> rows = audit.slots(last, LIMIT);
        List<SlotRow> chosen =
                rows.stream().filter(row -> scope.includes(row.job(), row.at())).toList();
        Set<OccasionKey> known = audit.occasions(chosen.stream()
                .filter(row -> row.decision().equals("DECLARED"))
                .map(SlotPass::occasion)
                .toList());
        JobEvents events = new JobEvents(audit, SlotPass::told);
        chosen.stream()
                .filter(row -> !row.decision().equals("DECLARED"))
                .forEach(row -> events.want(row.job(), kind(row), row.at()));
        for (SlotRow row : rows) {
            if (scope.includes(row.job(), row.at())) {
                tally.count(Checked.SLOTS);
                check(row, known, events);
            }
            before = Optional.of(row);
        }
        return rows.size() < LIMIT ? Optional.empty() : before.map(SlotPass::key);
    }

    private static EventKind kind(SlotRow row) {
        return row.decision().equals("REFUSED") ? EventKind.REFUSED : EventKind.SKIPPED;
    }

    private static OccasionKey occasion(SlotRow row) {
        return new OccasionKey(row.job(), "", "slot:" + row.schedule() + ":" + row.firstFor());
    }

    private static String key(SlotRow row) {
        return Keys.of(row.job(), row.schedule(), row.firstFor().toString());
    }

    private static SlotRow row(String key) {
        List<String> parts = Keys.parts(key, 3);
        try {
            Instant first = Instant.parse(parts.get(2));
            return new SlotRow(parts.get(0), parts.get(1), first, first, 1, "", "", Instant.EPOCH);
        } catch (DateTimeException e) {
            throw Keys.invalid(key);
        }
    }

    private void check(SlotRow row, Set<OccasionKey> known, JobEvents events) {
        String subject = "slot " + row.firstFor() + " of schedule '" + row.schedule() + "' of job '" + row.job() + "'";
        before.filter(one -> one.job().equals(row.job()) && one.schedule().equals(row.schedule()))
                .filter(one -> !one.lastFor().isBefore(row.firstFor()))
                .ifPresent(one -> mismatch(subject, "after " + one.lastFor(), "decided twice"));
        boolean single = row.firstFor().equals(row.lastFor()) && row.slots() == 1;
        String found = row.decision() + " " + row.reason() + ", " + row.slots() + " slots to " + row.lastFor() + " at "
                + row.at();
        boolean holds = switch (row.decision()) {
            case "DECLARED" -> single && row.reason().isEmpty() && known.contains(occasion(row));
            case "REFUSED" -> single && events.any(row.job(), EventKind.REFUSED, text(row), row.at());
            case "SKIPPED" -> events.any(row.job(), EventKind.SKIPPED, text(row), row.at());
            default -> false;
        };
        if (!holds) {
            mismatch(
                    subject,
                    row.decision().equals("DECLARED") ? "one slot with something declared for it" : "an event of it",
                    found);
        }
    }

    private static String told(Told told) {
        Body body = told.body();
        return told.kind() == EventKind.REFUSED
                ? Keys.of(body.text("occasion"), body.text("code"))
                : Keys.of(
                        body.text("schedule"),
                        body.text("first"),
                        body.text("last"),
                        Long.toString(body.number("slots")),
                        body.text("catchUp"));
    }

    private static String text(SlotRow row) {
        return row.decision().equals("REFUSED")
                ? Keys.of(occasion(row).occasion(), row.reason())
                : Keys.of(
                        row.schedule(),
                        row.firstFor().toString(),
                        row.lastFor().toString(),
                        Long.toString(row.slots()),
                        row.reason());
    }

    /** Tells whether an event of skipped slots is about this decision. */
    static boolean isOf(SlotRow row, Told told) {
        return row.decision().equals("SKIPPED")
                && told.body().text("schedule").equals(row.schedule())
                && told.body().text("first").equals(row.firstFor().toString())
                && told.body().text("last").equals(row.lastFor().toString())
                && told.body().number("slots") == row.slots();
    }

    private void mismatch(String subject, Object expected, Object actual) {
        tally.find(FindingKind.SLOT_MISMATCH, subject, expected, actual);
    }
}

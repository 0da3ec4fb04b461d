package dev.avow.engine.verification;

import dev.avow.db.CrossAudit.ListedRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.JobAudit;
import dev.avow.db.JobAudit.NumberedKey;
import dev.avow.db.JobAudit.RefusedRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.EventKind;
import java.util.List;
import java.util.Optional;

/** Checks the lists that mapped tasks have runs for, or that those which are refused have a list. */
final class MappingPass implements Pass {

    private static final int LIMIT = 200;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final boolean refusals;
    private final MappedCheck check;
    private final ElementCheck elements;

    private MappingPass(Store store, Scope scope, Tally tally, KeptContents contents, boolean refusals) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.refusals = refusals;
        this.check = new MappedCheck(scope, tally, contents);
        this.elements = new ElementCheck(store, tally);
    }

    static MappingPass ofLists(Store store, Scope scope, Tally tally, KeptContents contents) {
        return new MappingPass(store, scope, tally, contents, false);
    }

    static MappingPass ofRefusals(Store store, Scope scope, Tally tally, KeptContents contents) {
        return new MappingPass(store, scope, tally, contents, true);
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        Optional<NumberedKey> last = after.map(MappingPass::key);
        return refusals ? refusals(last) : lists(last);
    }

    private Optional<String> lists(Optional<NumberedKey> last) {
        List<ListedRow> rows =
                store.snapshot(session -> session.audit().across().mappings(last, LIMIT));
        rows.stream()
                .filter(listed ->
                        scope.includes(listed.row().key().job(), listed.row().at()))
                .forEach(listed -> elements.check(listed, check.check(listed.row())));
        return rows.size() < LIMIT
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).row()).map(row -> text(row.key(), row.number()));
    }

    private Optional<String> refusals(Optional<NumberedKey> last) {
        return store.snapshot(session -> refusals(session.jobAudit(), last));
    }

    private Optional<String> refusals(JobAudit audit, Optional<NumberedKey> last) {
        List<RefusedRow> rows = audit.mappingRefusals(last, LIMIT);
        List<RefusedRow> chosen = rows.stream()
                .filter(row -> scope.includes(row.key().key().job(), row.at()))
                .toList();
        JobEvents events = new JobEvents(
                audit, told -> Keys.of(told.body().text("task"), told.body().text("occasion")));
        chosen.forEach(row -> events.want(row.key().key().job(), EventKind.REFUSED, row.at()));
        for (RefusedRow row : chosen) {
            OccasionKey key = row.key().key();
            if (!row.mapped()) {
                mismatch(row, "a mapping");
            }
            if (!events.any(key.job(), EventKind.REFUSED, Keys.of(key.task(), key.occasion()), row.at())) {
                mismatch(row, "an event REFUSED of it at " + row.at());
            }
        }
        return rows.size() < LIMIT
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).key()).map(key -> text(key.key(), key.number()));
    }

    private void mismatch(RefusedRow row, String expected) {
        tally.find(
                FindingKind.MAPPING_MISMATCH,
                "refusal of mapping " + row.key().number() + ", "
                        + UndeclaredPass.subject(row.key().key()),
                expected,
                "nothing");
    }

    private static String text(OccasionKey key, int number) {
        return Keys.of(key.job(), key.task(), key.occasion(), Integer.toString(number));
    }

    private static NumberedKey key(String text) {
        List<String> parts = Keys.parts(text, 4);
        try {
            return new NumberedKey(
                    new OccasionKey(parts.get(0), parts.get(1), parts.get(2)), Integer.parseInt(parts.get(3)));
        } catch (NumberFormatException e) {
            throw Keys.invalid(text);
        }
    }
}

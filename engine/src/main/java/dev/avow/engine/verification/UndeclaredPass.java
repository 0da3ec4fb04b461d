package dev.avow.engine.verification;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.JobAudit;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.gate.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what is stored as never to be declared against the events that tell of it. */
final class UndeclaredPass implements Pass {

    private static final int LIMIT = 1_000;

    private final Store store;
    private final Scope scope;
    private final Tally tally;

    UndeclaredPass(Store store, Scope scope, Tally tally) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        Optional<OccasionKey> last = after.map(key -> Keys.parts(key, 3))
                .map(parts -> new OccasionKey(parts.get(0), parts.get(1), parts.get(2)));
        return store.snapshot(session -> page(session, last));
    }

    private Optional<String> page(Session session, Optional<OccasionKey> last) {
        JobAudit audit = session.jobAudit();
        List<UndeclaredRow> rows = audit.undeclared(last, LIMIT);
        List<UndeclaredRow> chosen = rows.stream()
                .filter(row -> scope.includes(row.key().job(), row.at()))
                .toList();
        JobEvents events = new JobEvents(audit, UndeclaredPass::told);
        chosen.forEach(row -> events.want(row.key().job(), EventKind.UNDECLARED, row.at()));
        for (UndeclaredRow row : chosen) {
            tally.count(Checked.UNDECLARED);
            if (!events.any(
                    row.key().job(),
                    EventKind.UNDECLARED,
                    Keys.of(row.key().task(), row.key().occasion(), row.reason()),
                    row.at())) {
                tally.find(
                        FindingKind.UNDECLARED_MISMATCH,
                        subject(row.key()),
                        "an event UNDECLARED of it",
                        row.reason() + " at " + row.at());
            }
        }
        Set<OccasionKey> declared =
                audit.declared(chosen.stream().map(UndeclaredRow::key).toList());
        chosen.stream()
                .filter(row -> declared.contains(row.key()))
                .forEach(row -> new AnewCheck(tally).check(session, row));
        return rows.size() < LIMIT
                ? Optional.empty()
                : Optional.of(key(rows.get(rows.size() - 1).key()));
    }

    private static String key(OccasionKey key) {
        return Keys.of(key.job(), key.task(), key.occasion());
    }

    static String subject(OccasionKey key) {
        return "task '" + key.task() + "' of job '" + key.job() + "' for occasion '" + key.occasion() + "'";
    }

    private static String told(Told told) {
        return Keys.of(
                told.body().text("task"),
                told.body().text("occasion"),
                told.body().text("reason"));
    }
}

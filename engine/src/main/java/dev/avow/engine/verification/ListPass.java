package dev.avow.engine.verification;

import dev.avow.db.JobAudit.ListedRow;
import dev.avow.db.Store;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds members of lists that no run used; those of the others are checked with the runs. */
final class ListPass implements Pass {

    private static final int LIMIT = 200;

    private final Store store;
    private final Tally tally;

    ListPass(Store store, Tally tally) {
        this.store = store;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        Optional<String> last = after.map(ListPass::mark);
        List<ListedRow> rows = store.snapshot(session -> session.jobAudit().lists(last, LIMIT));
        rows.stream()
                .filter(row -> !row.used())
                .forEach(row -> tally.find(
                        FindingKind.USE_MISMATCH, "list " + row.list(), "a run that used it", "members of it alone"));
        return rows.size() < LIMIT
                ? Optional.empty()
                : Optional.of(Keys.of(rows.get(rows.size() - 1).list()));
    }

    private static String mark(String key) {
        String mark = Keys.parts(key, 1).get(0);
        try {
            return UUID.fromString(mark).toString();
        } catch (IllegalArgumentException e) {
            throw Keys.invalid(key);
        }
    }
}

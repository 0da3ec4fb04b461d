package dev.avow.engine.verification;

import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Store;
import java.util.List;
import java.util.Optional;

/** Checks spec documents, by digest. */
final class SpecPass implements Pass {

    private static final int LIMIT = 50;

    private final Store store;
    private final SpecCheck check;

    SpecPass(Store store, Tally tally) {
        this.store = store;
        this.check = new SpecCheck(tally);
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        List<SpecRow> rows = store.snapshot(session -> session.jobAudit().specs(after, LIMIT));
        rows.forEach(check::check);
        return rows.size() < LIMIT
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).digest());
    }
}

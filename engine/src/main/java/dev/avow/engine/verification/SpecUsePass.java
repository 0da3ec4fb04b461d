package dev.avow.engine.verification;

import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.JobAudit.FirstUse;
import dev.avow.db.JobAudit.UsedRow;
import dev.avow.db.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks which specs tasks are noted to have had, against the declarations that were the first made from them. */
final class SpecUsePass implements Pass {

    private static final int LIMIT = 500;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private Optional<SpecUseRow> before = Optional.empty();

    SpecUsePass(Store store, Scope scope, Tally tally) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        Optional<SpecUseRow> last = before.or(() -> after.map(SpecUsePass::row));
        List<UsedRow> rows = store.snapshot(session -> session.jobAudit().specUses(last, LIMIT));
        for (UsedRow row : rows) {
            if (scope.includes(row.use().job(), row.use().at())) {
                check(row);
            }
            before = Optional.of(row.use());
        }
        return rows.size() < LIMIT ? Optional.empty() : before.map(SpecUsePass::key);
    }

    private static String key(SpecUseRow use) {
        return Keys.of(use.job(), use.task(), Integer.toString(use.number()), use.spec());
    }

    private static SpecUseRow row(String key) {
        List<String> parts = Keys.parts(key, 4);
        try {
            return new SpecUseRow(
                    parts.get(0), parts.get(1), Integer.parseInt(parts.get(2)), parts.get(3), "", Instant.EPOCH);
        } catch (NumberFormatException e) {
            throw Keys.invalid(key);
        }
    }

    private void check(UsedRow row) {
        tally.count(Checked.SPEC_USES);
        SpecUseRow use = row.use();
        String subject = "spec " + use.number() + " of job '" + use.job() + "', task '" + use.task() + "'";
        Optional<SpecUseRow> earlier =
                before.filter(one -> one.job().equals(use.job()) && one.task().equals(use.task()));
        mismatch(subject, "number " + (earlier.map(SpecUseRow::number).orElse(0) + 1), "number " + use.number());
        earlier.filter(one -> one.spec().equals(use.spec()))
                .ifPresent(one -> mismatch(subject, "another spec than the one before", use.spec()));
        earlier.filter(one -> !Moments.inOrder(one.at(), use.at()))
                .ifPresent(one -> mismatch(subject + " at", "not before " + one.at(), use.at()));
        if (row.first().isEmpty()) {
            tally.find(FindingKind.NOT_DECLARED, use.identity(), "a declaration", "a use of a spec without one");
            return;
        }
        FirstUse first = row.first().get();
        mismatch(subject, first.spec(), use.spec());
        mismatch(subject, first.job() + ", " + first.task(), use.job() + ", " + use.task());
        mismatch(subject + " at", first.declaredAt(), use.at());
    }

    private void mismatch(String subject, Object expected, Object actual) {
        tally.same(FindingKind.SPEC_USE_MISMATCH, subject, expected, actual);
    }
}

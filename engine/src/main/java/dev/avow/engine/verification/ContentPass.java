package dev.avow.engine.verification;

import dev.avow.db.JobAudit;
import dev.avow.db.JobAudit.ContentBytes;
import dev.avow.db.JobAudit.ContentRow;
import dev.avow.db.Store;
import dev.avow.engine.identity.Digest;
import java.util.List;
import java.util.Optional;

/** Checks the bytes of all contents in the database against their digests, few megabytes at a time. */
final class ContentPass implements Pass {

    private static final int LIMIT = 500;
    private static final int BYTES = 8 << 20;

    private final Store store;
    private final Tally tally;

    ContentPass(Store store, Tally tally) {
        this.store = store;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        return store.snapshot(session -> page(session.jobAudit(), after));
    }

    private Optional<String> page(JobAudit audit, Optional<String> after) {
        List<ContentRow> rows = audit.contents(after, LIMIT);
        long bytes = 0;
        int some = 0;
        while (some < rows.size() && (some == 0 || bytes + rows.get(some).bytes() <= BYTES)) {
            ContentRow row = rows.get(some);
            tally.same(
                    FindingKind.CONTENT_CHANGED,
                    "content " + row.digest() + " size",
                    row.bytes() + " bytes",
                    row.size() + " bytes");
            bytes += row.bytes();
            some++;
        }
        if (some == 0) {
            return Optional.empty();
        }
        String last = rows.get(some - 1).digest();
        audit.contents(after, last, this::check);
        return some == rows.size() && rows.size() < LIMIT ? Optional.empty() : Optional.of(last);
    }

    private void check(ContentBytes content) {
        tally.count(Checked.CONTENTS);
        tally.same(
                FindingKind.CONTENT_CHANGED,
                "content " + content.digest(),
                content.digest(),
                Digest.of(content.body().toArray()).text());
    }
}

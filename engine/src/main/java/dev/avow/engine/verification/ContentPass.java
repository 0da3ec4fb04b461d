package dev.avow.engine.verification;

import dev.avow.db.CrossAudit;
import dev.avow.db.CrossAudit.ReferredRow;
import dev.avow.db.JobAudit;
import dev.avow.db.JobAudit.ContentBytes;
import dev.avow.db.JobAudit.ContentRow;
import dev.avow.db.Store;
import dev.avow.engine.identity.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the bytes of all contents in the database against their digests, few megabytes at a time. */
final class ContentPass implements Pass {

    private static final int LIMIT = 500;
    private static final int BYTES = 8 << 20;

    /** What does not hold of a content. */
    private record Changed(String digest, String what, String expected, String actual) {}

    private final Store store;
    private final Tally tally;

    ContentPass(Store store, Tally tally) {
        this.store = store;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        return store.snapshot(
                session -> page(session.jobAudit(), session.audit().across(), after));
    }

    private Optional<String> page(JobAudit audit, CrossAudit across, Optional<String> after) {
        List<ContentRow> rows = audit.contents(after, LIMIT);
        List<Changed> changed = new ArrayList<>();
        long bytes = 0;
        int some = 0;
        while (some < rows.size() && (some == 0 || bytes + rows.get(some).bytes() <= BYTES)) {
            ContentRow row = rows.get(some);
            if (row.bytes() != row.size()) {
                changed.add(new Changed(row.digest(), " size", row.bytes() + " bytes", row.size() + " bytes"));
            }
            bytes += row.bytes();
            some++;
        }
        if (some == 0) {
            return Optional.empty();
        }
        String last = rows.get(some - 1).digest();
        audit.contents(after, last, content -> check(content, changed));
        find(across, changed);
        return some == rows.size() && rows.size() < LIMIT ? Optional.empty() : Optional.of(last);
    }

    private void check(ContentBytes content, List<Changed> changed) {
        tally.count(Checked.CONTENTS);
        String found = Digest.of(content.body().toArray()).text();
        if (!found.equals(content.digest())) {
            changed.add(new Changed(content.digest(), "", content.digest(), found));
        }
    }

    /** Only of contents that do not hold is it asked which runs refer to them. */
    private void find(CrossAudit across, List<Changed> changed) {
        Map<String, ReferredRow> referred =
                across.referred(changed.stream().map(Changed::digest).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(ReferredRow::digest, row -> row));
        for (Changed content : changed) {
            String of = Optional.ofNullable(referred.get(content.digest()))
                    .map(ContentPass::text)
                    .orElse("of no run");
            tally.find(
                    FindingKind.CONTENT_CHANGED,
                    "content " + content.digest() + content.what() + ", " + of,
                    content.expected(),
                    content.actual());
        }
    }

    private static String text(ReferredRow row) {
        return "of " + row.identity() + (row.runs() > 1 ? " and " + (row.runs() - 1) + " more" : "");
    }
}

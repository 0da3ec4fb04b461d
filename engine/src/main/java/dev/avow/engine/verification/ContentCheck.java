package dev.avow.engine.verification;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Audit;
import dev.avow.db.Audit.MadeRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Store;
import dev.avow.engine.declaration.Context.DeclaredInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the contents are kept which outputs and kept inputs refer to; those that were erased need not be. */
final class ContentCheck {

    private static final String CONTENT = "content:";

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final KeptContents contents;
    private final List<Wanted> wanted = new ArrayList<>();

    ContentCheck(Store store, Scope scope, Tally tally, KeptContents contents) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.contents = contents;
    }

    /** A content that something of a run refers to. */
    private record Wanted(String identity, String subject, String digest, long size, boolean hidden) {}

    void want(RunRecord record) {
        for (MadeRow made : record.outputs()) {
            OutputRow row = made.row();
            if (!(row.isPrivate() && record.story().isErased())) {
                String subject = record.identity() + " attempt " + row.attempt() + " output '" + row.name() + "'";
                wanted.add(new Wanted(record.identity(), subject, row.digest(), row.size(), row.isPrivate()));
            }
        }
        for (LocatorRow locator : record.locators()) {
            DeclaredInput input = record.declaration().context().inputs().get(locator.input());
            if (input != null && locator.locator().startsWith(CONTENT)) {
                String subject = record.identity() + " input '" + locator.input() + "'";
                wanted.add(new Wanted(record.identity(), subject, input.digest().text(), input.size(), false));
            }
        }
    }

    /** Checks those that the database has; where all of the store is verified, their bytes have a pass of their own. */
    void inDatabase(Audit audit) {
        Map<String, Long> sizes =
                audit.contentSizes(wanted.stream().map(Wanted::digest).collect(Collectors.toSet()));
        wanted.removeIf(content -> {
            boolean done = sizes.containsKey(content.digest()) && scope.isAll();
            if (done) {
                size(content, sizes.getOrDefault(content.digest(), 0L));
            }
            return done;
        });
    }

    /** Reads the others, outside the snapshot: they may be large. */
    void others() {
        wanted.forEach(content ->
                contents.read(content.digest()).ifPresentOrElse(read -> read(content, read), () -> missing(content)));
        wanted.clear();
    }

    private void read(Wanted content, KeptContents.Read read) {
        tally.count(Checked.CONTENTS);
        if (read.fault().isEmpty()) {
            size(content, read.size());
        } else {
            tally.find(FindingKind.CONTENT_CHANGED, content.subject(), content.digest(), read.fault());
        }
    }

    private void size(Wanted content, long found) {
        tally.same(
                FindingKind.CONTENT_CHANGED,
                content.subject() + " size of content",
                content.size() + " bytes",
                found + " bytes");
    }

    private void missing(Wanted content) {
        if (scope.contentsMayMiss()) {
            tally.count(Checked.CONTENTS_PASSED_OVER);
        } else if (!content.hidden() || !isErasedNow(content.identity())) {
            tally.find(FindingKind.CONTENT_MISSING, content.subject(), "content " + content.digest(), "nothing");
        }
    }

    /** The run may have been erased since the snapshot. */
    private boolean isErasedNow(String identity) {
        return store.<Optional<Boolean>>read(
                        session -> Optional.of(session.erasures().isErased(identity)))
                .orElse(false);
    }
}

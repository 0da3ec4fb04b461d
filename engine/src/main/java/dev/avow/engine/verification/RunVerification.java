package dev.avow.engine.verification;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.verification.RunPass.Next;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The checks of one run, for who reads it and wants to know that what is read holds: {@link #rows} in the snapshot that it is
 * read from, then {@link #lists}. Contents of outputs and inputs are not read. Not for several threads.
 */
public final class RunVerification {

    private static final int KEPT = 10;

    private final List<Finding> findings = new ArrayList<>();
    private final Tally tally = new Tally(this::found);
    private final KeptContents contents;
    private final Scope scope;
    private final RunBatch batch;
    private final ListCheck lists;
    private long count;

    RunVerification(Store store, Identity identity) {
        this.contents = new KeptContents(store);
        this.scope = Scope.all().run(identity);
        this.batch = new RunBatch(store, scope, contents);
        this.lists = new ListCheck(store, scope, tally, contents);
    }

    private void found(Finding finding) {
        count++;
        if (findings.size() < KEPT) {
            findings.add(finding);
        }
    }

    /** Checks the run's rows and events, and its spec, against its declaration and each other. */
    public void rows(Session session) {
        batch.read(session, new Next(true, Optional.empty(), 1), new CompletableFuture<>());
        SpecCheck specs = new SpecCheck(tally);
        batch.specs().forEach(digest -> specs.check(session, digest));
        batch.tell(tally);
    }

    /** Checks its element and its runs before against the lists that have them, outside the snapshot: it reads contents. */
    public void lists() {
        batch.lists().forEach(lists::check);
        MappedCheck mapped = new MappedCheck(scope, tally, contents);
        batch.elements().forEach(record -> mapped.check(record, batch.mappings()));
    }

    /** Returns the first ten findings by now, in the order in which they were found. */
    public List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /** Returns how many findings there are by now. */
    public long count() {
        return count;
    }
}

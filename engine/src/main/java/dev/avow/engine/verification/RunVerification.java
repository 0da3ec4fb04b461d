package dev.avow.engine.verification;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.identity.Identity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The checks of one run, for who reads it and wants to know that what is read holds: {@link #rows} in the snapshot that it is
 * read from, then {@link #lists}. Contents of outputs and inputs are not read. Not for several threads.
 */
public final class RunVerification {

    private static final int KEPT = 10;

    private final List<Finding> findings = new ArrayList<>();
    private final RunPass pass;
    private Runnable rest = () -> {};
    private long count;

    RunVerification(Store store, Identity identity) {
        this.pass = new RunPass(store, Scope.all().run(identity), new Tally(this::found), new KeptContents(store));
    }

    private void found(Finding finding) {
        count++;
        if (findings.size() < KEPT) {
            findings.add(finding);
        }
    }

    /** Checks the run's rows and events, and its spec, against its declaration and each other. */
    public void rows(Session session) {
        rest = pass.rows(session);
    }

    /** Checks its element against the list that was fixed for a mapped task, outside the snapshot: it reads a content. */
    public void lists() {
        rest.run();
        rest = () -> {};
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

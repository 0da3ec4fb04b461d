package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.Audit.Choice;
import dev.avow.db.Audit.DeclaredRow;
import dev.avow.db.Audit.Only;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.identity.Identity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The checks of one run, for who reads it and wants to know that what is read holds: {@link #rows} in the snapshot that it is
 * read from, then {@link #lists}. Contents of outputs and inputs are not read. Not for several threads.
 */
public final class RunVerification {

    private static final int KEPT = 10;

    private final Identity identity;
    private final List<Finding> findings = new ArrayList<>();
    private final Tally tally = new Tally(this::found);
    private final MappedCheck mapped;
    private final ListCheck lists;
    private Runnable rest = () -> {};
    private long count;

    RunVerification(Store store, Identity identity) {
        this.identity = identity;
        KeptContents contents = new KeptContents(store);
        this.mapped = new MappedCheck(Scope.all(), tally, contents);
        this.lists = new ListCheck(store, Scope.all(), tally, contents);
    }

    private void found(Finding finding) {
        count++;
        if (findings.size() < KEPT) {
            findings.add(finding);
        }
    }

    /** Checks the run's rows and events, and its spec, against its declaration and each other. */
    public void rows(Session session) {
        Audit audit = session.audit();
        Only only = new Only(List.of(identity.toString()));
        List<DeclaredRow> declared = audit.declarations(Choice.one(identity.toString()), Optional.empty(), 1);
        RunPage page = new RunPage(audit, only, declared, tally);
        for (DeclaredRow row : declared) {
            new SpecCheck(tally).check(session, row.row().spec());
            new DeclarationCheck(tally)
                    .read(row)
                    .ifPresent(declaration -> check(audit, only, page.record(row, declaration)));
        }
    }

    private void check(Audit audit, Only only, RunRecord record) {
        new DeclarationCheck(tally).check(record);
        new StandingCheck(tally).check(record);
        new OutputCheck(tally).check(record);
        new BesideCheck(tally).check(record);
        List<UsedList> used = new ArrayList<>();
        new UseCheck(tally)
                .check(record)
                .forEach((list, runs) -> used.add(new UsedList(record.identity(), list, runs)));
        ReferenceCheck references = new ReferenceCheck(audit, tally);
        references.want(record);
        references.check();
        List<MappingRow> mappings =
                record.declaration().context().mapped().isPresent() ? audit.mappings(only) : List.of();
        rest = () -> {
            used.forEach(lists::check);
            mapped.check(record, mappings);
        };
    }

    /** Checks its element and its uses against the lists that have them, outside the snapshot: it reads contents. */
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

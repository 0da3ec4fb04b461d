package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.Audit.Between;
import dev.avow.db.Audit.Choice;
import dev.avow.db.Audit.DeclaredRow;
import dev.avow.db.Audit.Only;
import dev.avow.db.Audit.Span;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.declaration.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks runs with all that belongs to them, by identity; each page is one snapshot, so that a running engine may go on. */
final class RunPass implements Pass {

    private static final int FIRST = 50;
    private static final int MOST = 500;
    private static final int BYTES = 8 << 20;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final KeptContents contents;
    private final MappedCheck mapped;
    private final SpecCheck specs;
    private int limit = FIRST;

    RunPass(Store store, Scope scope, Tally tally, KeptContents contents) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.contents = contents;
        this.mapped = new MappedCheck(scope, tally, contents);
        this.specs = new SpecCheck(tally);
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        ContentCheck kept = new ContentCheck(store, scope, tally, contents);
        Read read = store.snapshot(session -> read(session, after, kept));
        kept.others();
        read.records().forEach(record -> mapped.check(record, read.mappings()));
        return read.last();
    }

    /**
     * What is left to check after a snapshot.
     *
     * @param records of mapped tasks
     */
    private record Read(Optional<String> last, List<RunRecord> records, List<MappingRow> mappings) {}

    private Read read(Session session, Optional<String> after, ContentCheck kept) {
        Audit audit = session.audit();
        List<DeclaredRow> rows = audit.declarations(new Choice(scope.job(), scope.since()), after, limit);
        boolean more = rows.size() == limit;
        Optional<String> last =
                more ? Optional.of(rows.get(rows.size() - 1).row().identity()) : Optional.empty();
        Span span = scope.isAll()
                ? new Between(after, last)
                : new Only(rows.stream().map(row -> row.row().identity()).toList());
        RunPage page = new RunPage(audit, span, rows, tally);
        ReferenceCheck references = new ReferenceCheck(audit, tally);
        List<RunRecord> elements = new ArrayList<>();
        long bytes = 0;
        for (DeclaredRow row : rows) {
            bytes += row.row().body().size();
            if (!scope.isAll()) {
                specs.check(session, row.row().spec());
            }
            Optional<Declaration> declaration = new DeclarationCheck(tally).read(row);
            if (declaration.isPresent()) {
                RunRecord record = page.record(row, declaration.get());
                check(record);
                references.want(record);
                kept.want(record);
                declaration.get().context().mapped().ifPresent(element -> elements.add(record));
            }
        }
        references.check();
        kept.inDatabase(audit);
        limit = next(rows.size(), bytes);
        return new Read(last, elements, elements.isEmpty() ? List.of() : audit.mappings(span));
    }

    private void check(RunRecord record) {
        new DeclarationCheck(tally).check(record);
        new StandingCheck(tally).check(record);
        new OutputCheck(tally).check(record);
        new BesideCheck(tally).check(record);
    }

    /** Returns how many declarations the next page may have, so that their bytes stay few where they are large. */
    private int next(int rows, long bytes) {
        long fit = rows == 0 ? MOST : BYTES / Math.max(1, bytes / rows);
        return (int) Math.max(1, Math.min(Math.min(fit, 2L * limit), MOST));
    }
}

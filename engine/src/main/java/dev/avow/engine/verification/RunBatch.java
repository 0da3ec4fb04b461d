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
import dev.avow.engine.verification.RunPass.Next;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One page of runs: read and checked by one thread, and then finished by another one. */
final class RunBatch {

    private static final int MOST = 500;
    private static final int BYTES = 8 << 20;

    private final Store store;
    private final Scope scope;
    private final List<Finding> findings = new ArrayList<>();
    private final Tally tally = new Tally(findings::add);
    private final ContentCheck kept;
    private final List<RunRecord> elements = new ArrayList<>();
    private final List<String> specs = new ArrayList<>();
    private final Map<String, UsedList> lists = new LinkedHashMap<>();
    private List<MappingRow> mappings = List.of();
    private Optional<String> last = Optional.empty();

    RunBatch(Store store, Scope scope, KeptContents contents) {
        this.store = store;
        this.scope = scope;
        this.kept = new ContentCheck(store, scope, tally, contents);
    }

    /** @param next is told as soon as it is known where the page ends */
    void read(Next from, CompletableFuture<Next> next) {
        store.snapshot(session -> read(session, from, next));
    }

    private boolean read(Session session, Next from, CompletableFuture<Next> next) {
        Audit audit = session.audit();
        List<DeclaredRow> rows = audit.declarations(new Choice(scope.job(), scope.since()), from.after(), from.limit());
        if (rows.size() == from.limit()) {
            last = Optional.of(rows.get(rows.size() - 1).row().identity());
        }
        next.complete(last.isPresent() ? new Next(true, last, limit(rows, from.limit())) : Next.NONE);
        Span span = scope.isAll()
                ? new Between(from.after(), last)
                : new Only(rows.stream().map(row -> row.row().identity()).toList());
        check(audit, span, rows);
        mappings = elements.isEmpty() ? List.of() : audit.mappings(span);
        return true;
    }

    /** Returns how many declarations the next page may have, so that their bytes stay few where they are large. */
    private static int limit(List<DeclaredRow> rows, int limit) {
        long bytes = rows.stream().mapToLong(row -> row.row().body().size()).sum();
        long fit = BYTES / Math.max(1, bytes / rows.size());
        return (int) Math.max(1, Math.min(Math.min(fit, 2L * limit), MOST));
    }

    private void check(Audit audit, Span span, List<DeclaredRow> rows) {
        RunPage page = new RunPage(audit, span, rows, tally);
        ReferenceCheck references = new ReferenceCheck(audit, tally);
        for (DeclaredRow row : rows) {
            specs.add(row.row().spec());
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
    }

    private void check(RunRecord record) {
        new DeclarationCheck(tally).check(record);
        new StandingCheck(tally).check(record);
        new OutputCheck(tally).check(record);
        new BesideCheck(tally).check(record);
        new UseCheck(tally)
                .check(record)
                .forEach((list, runs) -> lists.putIfAbsent(list.text(), new UsedList(record.identity(), list, runs)));
    }

    /** Checks what lies outside the snapshot, and tells what was found. */
    void finish(Tally whole) {
        kept.others();
        whole.merge(tally.checked(), findings);
    }

    /** Returns where it ends; empty if nothing is left after it. */
    Optional<String> last() {
        return last;
    }

    /** Returns the digests of the specs. */
    List<String> specs() {
        return specs;
    }

    /** Returns each list of runs that a run of it used. */
    List<UsedList> lists() {
        return List.copyOf(lists.values());
    }

    /** Returns the runs of mapped tasks. */
    List<RunRecord> elements() {
        return elements;
    }

    /** Returns the mappings of the runs of mapped tasks. */
    List<MappingRow> mappings() {
        return mappings;
    }
}

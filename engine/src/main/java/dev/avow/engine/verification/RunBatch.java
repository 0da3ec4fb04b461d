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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** One page of runs: read and checked by one thread, and then finished by another one. */
final class RunBatch {

    private static final int MOST = 500;

    private final Store store;
    private final Scope scope;
    private final long pageBytes;
    private final List<Finding> findings = new ArrayList<>();
    private final Tally tally = new Tally(findings::add);
    private final ContentCheck kept;
    private final List<RunRecord> elements = new ArrayList<>();
    private final List<String> specs = new ArrayList<>();
    private final Map<String, UsedList> lists = new LinkedHashMap<>();
    private List<MappingRow> mappings = List.of();
    private Optional<String> last = Optional.empty();

    /** @param pageBytes how many bytes of runs may be in memory, unless one run has more */
    RunBatch(Store store, Scope scope, KeptContents contents, long pageBytes) {
        this.store = store;
        this.scope = scope;
        this.pageBytes = pageBytes;
        this.kept = new ContentCheck(store, scope, tally, contents);
    }

    /** @param next is told as soon as it is known where the page ends */
    void read(Next from, CompletableFuture<Next> next) {
        store.snapshot(session -> read(session, from, next));
    }

    private boolean read(Session session, Next from, CompletableFuture<Next> next) {
        Audit audit = session.audit();
        Choice choice = new Choice(scope.job(), scope.since());
        List<String> found = audit.identities(choice, from.after(), from.limit());
        Optional<String> end =
                found.size() < from.limit() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
        int some = fitting(found, found.isEmpty() ? new TreeMap<>() : audit.bytes(span(from, end, found)));
        List<String> chosen = found.subList(0, some);
        last = some < found.size() ? Optional.of(found.get(some - 1)) : end;
        next.complete(last.isPresent() ? new Next(true, last, Math.min(2 * some, MOST)) : Next.NONE);
        List<DeclaredRow> rows = chosen.isEmpty() ? List.of() : audit.declarations(choice, from.after(), some);
        Span span = span(from, last, chosen);
        check(audit, span, rows);
        mappings = elements.isEmpty() ? List.of() : audit.mappings(span);
        return true;
    }

    private Span span(Next from, Optional<String> upTo, List<String> chosen) {
        return scope.isAll() ? new Between(from.after(), upTo) : new Only(chosen);
    }

    /** Returns how many runs the page may have, so that the bytes of all that is stored of them stay few: one at least. */
    private int fitting(List<String> found, SortedMap<String, Long> bytes) {
        long sum = 0;
        int some = 0;
        for (String identity : found) {
            sum += bytes.getOrDefault(identity, 0L);
            if (some > 0 && sum > pageBytes) {
                return some;
            }
            some++;
        }
        return some;
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

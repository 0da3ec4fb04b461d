package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.TaskKey;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.RunNotice.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Commits many prepared declarations of slots or manual requests in the caller's transaction, as {@link Declarer} would
 * one after another, but with one batch for each table. It does so only where none of them was declared before: else the
 * database refuses the batch, and the transaction with it.
 */
final class BatchDeclarer {

    private final ContentStore contents;
    private final InstantSource clock;
    private final Journal journal;
    private final Telling telling;

    BatchDeclarer(ContentStore contents, InstantSource clock, Journal journal, Telling telling) {
        this.contents = contents;
        this.clock = clock;
        this.journal = journal;
        this.telling = telling;
    }

    /** Stores declarations under number 1, and admits the first attempts of those that nobody must approve. */
    void declare(Passage passage, List<Prepared> all) {
        Session session = passage.session();
        Instant now = Times.millis(clock);
        List<DeclaredRows> rows =
                all.stream().map(one -> DeclaredRows.of(one, 1, now)).toList();
        List<DeclaredRows> changes = changes(session, rows);
        putSpecs(session, changes, now);
        session.batches()
                .declarations(rows.stream().map(DeclaredRows::declaration).toList());
        session.batches().locators(locators(all));
        all.forEach(one -> KeptContents.refuseLost(session, contents, one.locators()));
        session.batches().privateValues(privateValues(all));
        changes.forEach(one -> noteSpec(session, one));
        session.batches().runs(rows.stream().map(DeclaredRows::run).toList());
        new Using(contents).store(session, rows);
        session.batches().dues(dues(session, rows));
        session.batches().events(rows.stream().map(this::event).toList());
        rows.forEach(one -> telling.note(Kind.DECLARED, one.run(), one.run().standing()));
        passage.admitFirst(admitted(rows, now));
    }

    /** Returns the rows whose task's newest noted spec is another one by then; all others have a spec that is stored. */
    private static List<DeclaredRows> changes(Session session, List<DeclaredRows> rows) {
        Map<TaskKey, String> newest = new HashMap<>(session.declarations()
                .newestSpecs(rows.stream().map(row -> row.run().key().taskKey()).collect(Collectors.toSet())));
        List<DeclaredRows> changes = new ArrayList<>();
        for (DeclaredRows row : rows) {
            String spec = row.declaration().spec();
            if (!spec.equals(newest.put(row.run().key().taskKey(), spec))) {
                changes.add(row);
            }
        }
        return changes;
    }

    private static void putSpecs(Session session, List<DeclaredRows> changes, Instant now) {
        Map<String, SpecRow> specs = new LinkedHashMap<>();
        changes.stream()
                .map(DeclaredRows::prepared)
                .forEach(one -> specs.computeIfAbsent(one.specDigest(), unused -> one.specRow(now)));
        specs.values().forEach(session.declarations()::putSpec);
    }

    private static void noteSpec(Session session, DeclaredRows row) {
        session.declarations()
                .noteSpec(
                        row.run().identity(),
                        row.run().key(),
                        row.declaration().spec(),
                        row.run().declaredAt());
    }

    private static Map<String, List<LocatorRow>> locators(List<Prepared> all) {
        Map<String, List<LocatorRow>> locators = new LinkedHashMap<>();
        all.forEach(one -> locators.put(one.identity().toString(), one.locators()));
        return locators;
    }

    private static Map<String, PrivateRow> privateValues(List<Prepared> all) {
        Map<String, PrivateRow> values = new LinkedHashMap<>();
        all.forEach(one ->
                one.privateValues().ifPresent(kept -> values.put(one.identity().toString(), kept)));
        return values;
    }

    private static List<DueRow> dues(Session session, List<DeclaredRows> rows) {
        return rows.stream()
                .flatMap(
                        row -> Deadlines.due(row.run(), row.prepared().policy(), () -> occasion(session, row)).stream())
                .toList();
    }

    /** All runs of a slot are as old as their slot. */
    private static Instant occasion(Session session, DeclaredRows row) {
        return row.prepared().declaration().occasion() instanceof Slot
                ? row.run().at()
                : Deadlines.occasion(session, row.run());
    }

    private EventRow event(DeclaredRows row) {
        return journal.ofRun(
                EventKind.DECLARED, row.run().key().job(), row.prepared().identity(), row.event());
    }

    private static Map<Identity, Instant> admitted(List<DeclaredRows> rows, Instant now) {
        Map<Identity, Instant> admitted = new LinkedHashMap<>();
        for (DeclaredRows row : rows) {
            if (row.prepared().policy().approval().isEmpty()) {
                admitted.put(row.prepared().identity(), NextAttempt.at(row.run(), now));
            }
        }
        return admitted;
    }
}

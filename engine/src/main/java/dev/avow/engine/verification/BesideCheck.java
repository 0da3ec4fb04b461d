package dev.avow.engine.verification;

import dev.avow.db.Audit.DeferredRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.verification.AttemptStory.Deferral;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what is kept beside a run: private values, locators, and what deferred attempts go on from. */
final class BesideCheck {

    private static final String CONTENT = "content:";

    private final Tally tally;

    BesideCheck(Tally tally) {
        this.tally = tally;
    }

    void check(RunRecord record) {
        privateValues(record);
        record.story().erased().ifPresent(told -> erased(record, told));
        locators(record);
        deferrals(record);
    }

    private void privateValues(RunRecord record) {
        int declared = record.declaration().privateValues().size();
        tally.count(Checked.PRIVATE_VALUES, declared);
        String subject = record.identity() + " private values";
        if (record.privateValues().isPresent() && record.story().isErased()) {
            tally.find(FindingKind.PRIVATE_LEFT, subject, "nothing, since they were erased", "some");
        } else if (record.privateValues().isPresent() && declared == 0) {
            tally.find(FindingKind.PRIVATE_CHANGED, subject, "nothing, since none are declared", "some");
        } else {
            PrivateCheck found = PrivateCheck.of(
                    record.declaration(),
                    record::privateValues,
                    () -> record.story().isErased());
            if (found.state() == PrivateCheck.State.MISMATCH) {
                tally.find(FindingKind.PRIVATE_CHANGED, subject, "texts that have the declared HMACs", found.fault());
            }
        }
    }

    /** What was erased is told by its places and number, and the declaration and the rows of outputs still have these. */
    private void erased(RunRecord record, Told told) {
        long outputs =
                record.outputs().stream().filter(made -> made.row().isPrivate()).count();
        String subject = record.story().subject(told);
        tally.same(
                FindingKind.EVENT_MISMATCH,
                subject + " places",
                List.copyOf(new TreeSet<>(record.declaration().privateValues().keySet())),
                told.body().texts("places"));
        tally.same(
                FindingKind.EVENT_MISMATCH,
                subject + " outputs",
                outputs,
                told.body().number("outputs"));
    }

    private void locators(RunRecord record) {
        Map<String, DeclaredInput> inputs = record.declaration().context().inputs();
        Set<String> stored = record.locators().stream().map(LocatorRow::input).collect(Collectors.toSet());
        tally.count(Checked.LOCATORS, stored.size());
        tally.same(
                FindingKind.LOCATOR_MISMATCH,
                record.identity() + " inputs",
                new TreeSet<>(inputs.keySet()),
                new TreeSet<>(stored));
        record.story()
                .declared()
                .map(Told::body)
                .filter(body -> body.has("kept"))
                .ifPresent(body -> kept(record, body));
        for (LocatorRow locator : record.locators()) {
            DeclaredInput input = inputs.get(locator.input());
            if (input != null && locator.locator().startsWith(CONTENT)) {
                tally.same(
                        FindingKind.LOCATOR_MISMATCH,
                        record.identity() + " input '" + locator.input() + "'",
                        CONTENT + input.digest(),
                        locator.locator());
            }
        }
    }

    /** The event of the declaration names the inputs that were kept. */
    private void kept(RunRecord record, Body body) {
        tally.same(
                FindingKind.LOCATOR_MISMATCH,
                record.identity() + " kept inputs",
                body.texts("kept"),
                record.locators().stream()
                        .filter(locator -> locator.locator().startsWith(CONTENT))
                        .map(LocatorRow::input)
                        .sorted()
                        .toList());
    }

    private void deferrals(RunRecord record) {
        Map<Integer, DeferredRow> rows = new HashMap<>();
        record.deferrals().forEach(row -> rows.put(row.attempt(), row));
        for (int i = 0; i < record.story().attempts().size(); i++) {
            Deferral told = record.story().attempts().get(i).deferral();
            DeferredRow row = rows.remove(i + 1);
            String subject = record.identity() + " attempt " + (i + 1) + " deferral";
            if (row == null && told.kept()) {
                mismatch(subject, "state " + told.state(), "nothing");
            } else if (row != null && !told.kept()) {
                mismatch(subject, "nothing", "a state");
            } else if (row != null) {
                deferral(subject, told, row);
            }
        }
        rows.keySet()
                .forEach(attempt ->
                        mismatch(record.identity() + " attempt " + attempt + " deferral", "nothing", "a state"));
    }

    private void deferral(String subject, Deferral told, DeferredRow row) {
        tally.count(Checked.DEFERRALS);
        same(subject + " state", told.state(), Digest.of(row.body().toArray()).text());
        told.until().ifPresent(until -> same(subject + " until", until, row.until()));
        same(subject + " times", told.times(), row.times());
        if (row.losses() < 0 || row.losses() > told.losses()) {
            mismatch(subject + " losses", "at most " + told.losses(), row.losses());
        }
    }

    private void same(String subject, Object expected, Object actual) {
        tally.same(FindingKind.DEFERRAL_MISMATCH, subject, expected, actual);
    }

    private void mismatch(String subject, Object expected, Object actual) {
        tally.find(FindingKind.DEFERRAL_MISMATCH, subject, expected, actual);
    }
}

package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.Audit.DeclaredRow;
import dev.avow.db.Audit.DeferredRow;
import dev.avow.db.Audit.MadeRow;
import dev.avow.db.Audit.Span;
import dev.avow.db.Audit.StandingRow;
import dev.avow.db.Audit.TriedRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Uses.UsedRow;
import dev.avow.engine.declaration.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The rows of some runs, from one snapshot; what is about no declared run is found while they are gathered. */
final class RunPage {

    private final Tally tally;
    private final Map<String, DeclaredRow> declared = new LinkedHashMap<>();
    private final Map<String, RunStory> stories = new HashMap<>();
    private final Map<String, StandingRow> runs = new HashMap<>();
    private final Map<String, List<TriedRow>> attempts = new HashMap<>();
    private final Map<String, List<MadeRow>> outputs = new HashMap<>();
    private final Map<String, List<DeferredRow>> deferrals = new HashMap<>();
    private final Map<String, List<UsedRow>> uses = new HashMap<>();
    private final Map<String, List<LocatorRow>> locators;
    private final Map<String, PrivateRow> privateValues;

    RunPage(Audit audit, Span span, List<DeclaredRow> declarations, Tally tally) {
        this.tally = tally;
        declarations.forEach(row -> {
            declared.put(row.row().identity(), row);
            stories.put(
                    row.row().identity(),
                    new RunStory(row.row().identity(), row.row().key().job(), tally));
        });
        audit.runs(span).forEach(row -> {
            if (isDeclared(row.row().identity(), "a run")) {
                runs.put(row.row().identity(), row);
            }
        });
        gather(audit.attempts(span), row -> row.row().claim().identity(), "an attempt", attempts);
        gather(audit.outputs(span), row -> row.row().identity(), "an output", outputs);
        gather(audit.deferrals(span), DeferredRow::identity, "a deferral", deferrals);
        locators = audit.locators(span);
        locators.keySet().forEach(identity -> isDeclared(identity, "a locator"));
        gather(audit.uses(span), UsedRow::identity, "a use", uses);
        privateValues = audit.privateValues(span);
        privateValues.keySet().forEach(identity -> isDeclared(identity, "a private value"));
        Set<String> strange = new HashSet<>();
        audit.events(span, event -> tell(event, strange));
    }

    private void tell(StoredEvent stored, Set<String> strange) {
        String identity = stored.event().identity().orElse("");
        RunStory story = stories.get(identity);
        if (story == null) {
            if (strange.add(identity)) {
                isDeclared(identity, "an event");
            }
            return;
        }
        tally.same(
                FindingKind.EVENT_MISMATCH,
                Told.subject(stored) + " job",
                story.job(),
                stored.event().job());
        Told.read(stored, tally).ifPresent(story::tell);
    }

    private <T> void gather(List<T> rows, Function<T, String> identity, String what, Map<String, List<T>> into) {
        for (T row : rows) {
            if (isDeclared(identity.apply(row), what)) {
                into.computeIfAbsent(identity.apply(row), run -> new ArrayList<>())
                        .add(row);
            }
        }
    }

    private boolean isDeclared(String identity, String what) {
        boolean there = declared.containsKey(identity);
        if (!there) {
            tally.find(FindingKind.NOT_DECLARED, identity, "a declaration", what + " without one");
        }
        return there;
    }

    /** Returns a run whose declaration could be read. */
    RunRecord record(DeclaredRow row, Declaration declaration) {
        String identity = row.row().identity();
        return new RunRecord(
                row,
                declaration,
                stories.getOrDefault(identity, new RunStory(identity, "", tally)),
                Optional.ofNullable(runs.get(identity)),
                attempts.getOrDefault(identity, List.of()),
                outputs.getOrDefault(identity, List.of()),
                deferrals.getOrDefault(identity, List.of()),
                locators.getOrDefault(identity, List.of()),
                uses.getOrDefault(identity, List.of()),
                Optional.ofNullable(privateValues.get(identity)));
    }
}

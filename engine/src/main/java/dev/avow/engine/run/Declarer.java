package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Declarations;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Commits a prepared declaration, its run and its execution trigger in the caller's transaction. */
final class Declarer {

    private final ContentStore contents;
    private final InstantSource clock;
    private final Journal journal;
    private final Telling telling;

    Declarer(ContentStore contents, InstantSource clock, Journal journal, Telling telling) {
        this.contents = contents;
        this.clock = clock;
        this.journal = journal;
        this.telling = telling;
    }

    /**
     * Stores a declaration under a number, and admits its first attempt, unless somebody must approve the run first.
     *
     * @return its identity, or that of the declaration which took this number before and stays
     */
    Identity declare(Passage passage, Prepared prepared, int number, Instant triggerAt) {
        Session session = passage.session();
        Declarations declarations = session.declarations();
        Instant now = Times.millis(clock);
        declarations.putSpec(prepared.spec());
        DeclarationRow row = new DeclarationRow(
                prepared.identity().toString(),
                prepared.key(),
                number,
                mapped(prepared).map(Mapped::index).orElse(DeclarationRow.NOT_MAPPED),
                prepared.spec().digest(),
                prepared.body(),
                now);
        if (!declarations.insert(row)) {
            return first(session, prepared, number, row.index());
        }
        declarations.insertLocators(row.identity(), prepared.locators());
        KeptContents.refuseLost(session, contents, prepared.locators());
        prepared.privateValues().ifPresent(kept -> session.privateValues().insert(row.identity(), kept));
        declarations.noteSpec(row.identity(), row.key(), row.spec(), now);
        RunRow run = new RunRow(
                row.identity(),
                row.key(),
                number,
                prepared.at(),
                mapped(prepared).map(mapped -> new Element(mapped.index(), mapped.key())),
                row.spec(),
                prepared.policy().toText(),
                now,
                standing(prepared.policy(), now));
        session.runs().insert(run);
        new Using(contents).store(session, run, prepared.declaration());
        Deadlines.set(session, run, prepared.policy());
        journal.run(session, EventKind.DECLARED, row.key().job(), prepared.identity(), event(row, prepared));
        telling.note(Kind.DECLARED, run, run.standing());
        if (prepared.policy().approval().isEmpty()) {
            passage.admit(prepared.identity(), 1, triggerAt.isAfter(now) ? triggerAt : now);
        }
        return prepared.identity();
    }

    private static Standing standing(RunPolicy policy, Instant now) {
        return policy.approval()
                .map(approval -> Approving.waits(RunState.DECLARED, approval, 0, now))
                .orElseGet(() -> new Standing(RunState.DECLARED.name(), Optional.empty(), "", 0, now));
    }

    private static Optional<Mapped> mapped(Prepared prepared) {
        return prepared.declaration().context().mapped();
    }

    private Identity first(Session session, Prepared prepared, int number, int index) {
        DeclarationRow first = session.declarations()
                .findByOccasion(prepared.key(), number, index)
                .or(() -> session.declarations().find(prepared.identity().toString()))
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_BUILT,
                        "Declaration " + prepared.identity() + " is taken, but cannot be found. Mend the database.",
                        null));
        Identity identity = Identity.parse(first.identity());
        if (!first.spec().equals(prepared.spec().digest())) {
            journal.run(
                    session,
                    EventKind.DECLARED_DIFFERENTLY,
                    first.key().job(),
                    identity,
                    JsonObject.builder()
                            .put("first", first.spec())
                            .put("later", prepared.spec().digest())
                            .build());
        }
        return identity;
    }

    private static JsonObject event(DeclarationRow row, Prepared prepared) {
        JsonObject.Builder event = JsonObject.builder()
                .put("task", row.key().task())
                .put("occasion", row.key().occasion())
                .put("number", row.number())
                .put("spec", row.spec())
                .put("at", prepared.at().toString())
                .put("policy", prepared.policy().toText());
        List<String> kept = prepared.locators().stream()
                .filter(input -> Locators.contentOf(input.locator()).isPresent())
                .map(LocatorRow::input)
                .sorted()
                .toList();
        if (!kept.isEmpty()) {
            event.put("kept", JsonArray.ofStrings(kept));
        }
        mapped(prepared).ifPresent(mapped -> event.put("index", mapped.index()).put("key", mapped.key()));
        return event.build();
    }
}

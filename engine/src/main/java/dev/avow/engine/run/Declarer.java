package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Declarations;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

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
     * Stores a declaration under a number, and admits its first attempt, for its slot if that is still to come, unless
     * somebody must approve the run first.
     *
     * @return its identity, or that of the declaration which took this number before and stays
     */
    Identity declare(Passage passage, Prepared prepared, int number) {
        Session session = passage.session();
        Declarations declarations = session.declarations();
        Instant now = Times.millis(clock);
        boolean newest = declarations.isNewestSpec(prepared.key(), prepared.specDigest());
        if (!newest) {
            declarations.putSpec(prepared.specRow(now));
        }
        DeclaredRows rows = DeclaredRows.of(prepared, number, now);
        DeclarationRow row = rows.declaration();
        if (!declarations.insert(row)) {
            return first(session, prepared, number, row.index());
        }
        declarations.insertLocators(row.identity(), prepared.locators());
        KeptContents.refuseLost(session, contents, prepared.locators());
        prepared.privateValues().ifPresent(kept -> session.privateValues().insert(row.identity(), kept));
        if (!newest) {
            declarations.noteSpec(row.identity(), row.key(), row.spec(), now);
        }
        session.runs().insert(rows.run());
        new Using(contents).store(session, List.of(rows));
        Deadlines.set(session, rows.run(), prepared.policy());
        journal.run(session, EventKind.DECLARED, row.key().job(), prepared.identity(), rows.event());
        telling.note(Kind.DECLARED, rows.run(), rows.run().standing());
        if (prepared.policy().approval().isEmpty()) {
            passage.admitInserted(rows.run(), NextAttempt.at(rows.run(), now));
        }
        return prepared.identity();
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
        if (!first.spec().equals(prepared.specDigest())) {
            journal.run(
                    session,
                    EventKind.DECLARED_DIFFERENTLY,
                    first.key().job(),
                    identity,
                    JsonObject.builder()
                            .put("first", first.spec())
                            .put("later", prepared.specDigest())
                            .build());
        }
        return identity;
    }
}

package dev.avow.engine.verification;

import dev.avow.db.Audit.DeclaredRow;
import dev.avow.db.Audit.StandingRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.gate.DeclaredColumns;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Checks a declaration's bytes against its identity, and against these all that repeats them. */
final class DeclarationCheck {

    private final Tally tally;

    DeclarationCheck(Tally tally) {
        this.tally = tally;
    }

    /** Returns the declaration, if its bytes are one. */
    Optional<Declaration> read(DeclaredRow declared) {
        DeclarationRow row = declared.row();
        byte[] body = row.body().toArray();
        tally.count(Checked.DECLARATIONS);
        tally.same(
                FindingKind.IDENTITY_MISMATCH,
                row.identity(),
                row.identity(),
                Identity.of(body).toString());
        try {
            Declaration declaration = Declaration.parse(body);
            if (Arrays.equals(declaration.canonicalBytes(), body)) {
                return Optional.of(declaration);
            }
            refused(row, "the same in another form");
        } catch (EngineException e) {
            refused(row, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void refused(DeclarationRow row, String actual) {
        tally.find(FindingKind.DECLARATION_REFUSED, row.identity(), "a declaration in canonical form", actual);
    }

    void check(RunRecord record) {
        DeclarationRow row = record.declared().row();
        DeclaredColumns columns = DeclaredColumns.of(Identity.parse(row.identity()), record.declaration());
        columns(
                row.identity() + " declaration",
                columns,
                new DeclaredColumns(row.identity(), row.key(), row.index(), row.spec()));
        if (record.declared().specStoredAt().isEmpty()) {
            tally.find(FindingKind.SPEC_MISSING, row.identity(), columns.spec(), "nothing");
        }
        record.declared()
                .specStoredAt()
                .filter(at -> !Moments.inOrder(at, row.declaredAt()))
                .ifPresent(at -> tally.find(
                        FindingKind.TIME_MISMATCH,
                        columns.spec() + " stored_at",
                        "not after the declaration of " + row.identity() + " at " + row.declaredAt(),
                        at));
        if (!record.declared().specNoted()) {
            tally.find(FindingKind.SPEC_USE_MISMATCH, row.identity(), "its spec, noted for its task", "nothing");
        }
        record.run()
                .ifPresentOrElse(
                        run -> run(record, columns, run),
                        () -> tally.find(FindingKind.RUN_MISSING, row.identity(), "a run", "nothing"));
        record.story()
                .declared()
                .ifPresentOrElse(
                        told -> event(record, columns, told),
                        () -> tally.find(FindingKind.EVENT_MISSING, row.identity(), "an event DECLARED", "nothing"));
    }

    private void columns(String subject, DeclaredColumns declared, DeclaredColumns stored) {
        if (!declared.equals(stored)) {
            tally.find(FindingKind.COLUMN_MISMATCH, subject, declared.text(), stored.text());
        }
    }

    private void run(RunRecord record, DeclaredColumns columns, StandingRow run) {
        String subject = record.identity() + " run";
        columns(
                subject,
                columns,
                new DeclaredColumns(
                        run.row().identity(),
                        run.row().key(),
                        run.index(),
                        run.row().spec()));
        same(subject + " map_key", key(record), run.key());
        same(subject + " number", record.declared().row().number(), run.row().number());
        same(
                subject + " declared_at",
                record.declared().row().declaredAt(),
                run.row().declaredAt());
        if (record.declaration().occasion() instanceof Slot slot) {
            same(subject + " at", slot.scheduledFor(), run.row().at());
        }
    }

    private static Optional<String> key(RunRecord record) {
        return record.declaration().context().mapped().map(Mapped::key);
    }

    private void same(String subject, Object expected, Object actual) {
        tally.same(FindingKind.COLUMN_MISMATCH, subject, expected, actual);
    }

    private void event(RunRecord record, DeclaredColumns columns, Told told) {
        Body body = told.body();
        String subject = record.story().subject(told);
        mismatch(subject + " task", columns.key().task(), body.text("task"));
        mismatch(subject + " occasion", columns.key().occasion(), body.text("occasion"));
        mismatch(subject + " spec", columns.spec(), body.text("spec"));
        mismatch(subject + " index", (long) columns.index(), body.number("index"));
        mismatch(subject + " key", key(record).orElse(""), body.text("key"));
        same(record.identity() + " declaration number", body.number("number"), (long)
                record.declared().row().number());
        boolean asked = record.story().policy().isRedeclaredFirst(columns.key().task())
                && record.declaration().context().mapped().isEmpty();
        if (asked && !record.story().isRedeclared()) {
            tally.find(FindingKind.EVENT_MISSING, record.identity(), "an event REDECLARED", "nothing");
        }
        Instant at = record.declared().row().declaredAt();
        if (!Moments.together(at, told.at())) {
            tally.find(FindingKind.TIME_MISMATCH, record.identity() + " declared_at", told.at(), at);
        }
        record.run().ifPresent(run -> {
            same(record.identity() + " run at", body.text("at"), run.row().at().toString());
            same(
                    record.identity() + " run policy",
                    body.text("policy"),
                    run.row().policy());
        });
    }

    private void mismatch(String subject, Object expected, Object actual) {
        tally.same(FindingKind.EVENT_MISMATCH, subject, expected, actual);
    }
}

package dev.avow.engine.gate;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks of what is stored: the declaration's bytes against the identity, its columns, its spec, and the run. */
final class StoredChecks {

    private final Identity identity;
    private final int attempt;
    private final Evidence evidence;

    StoredChecks(Identity identity, int attempt, Evidence evidence) {
        this.identity = identity;
        this.attempt = attempt;
        this.evidence = evidence;
    }

    Stored check() {
        DeclarationRow row = evidence.declaration(identity)
                .orElseThrow(() -> new Denied(
                        Reason.NOT_DECLARED,
                        "Run denied, NOT_DECLARED: no declaration of " + identity
                                + " is committed. Declare the run first."));
        byte[] body = row.body().toArray();
        Identity found = Identity.of(body);
        if (!found.equals(identity)) {
            throw mismatch("the stored bytes differ", identity.toString(), found.toString());
        }
        Declaration declaration = parse(body);
        DeclaredColumns declared = DeclaredColumns.of(identity, declaration);
        columns(
                "the declaration's row",
                declared,
                new DeclaredColumns(row.identity(), row.key(), row.index(), row.spec()));
        spec(declaration);
        RunRow run = run(declaration, declared);
        return new Stored(
                declaration,
                NextAttempt.isDeferred(run.standing())
                        ? Optional.of(StateCheck.of(declaration, evidence.deferred(identity, attempt)))
                        : Optional.empty());
    }

    private Declaration parse(byte[] body) {
        Declaration declaration;
        try {
            declaration = Declaration.parse(body);
        } catch (EngineException e) {
            throw refused(e.getMessage());
        }
        if (!Arrays.equals(declaration.canonicalBytes(), body)) {
            throw refused("The stored bytes are not in canonical form.");
        }
        return declaration;
    }

    private Denied refused(@Nullable String why) {
        return new Denied(
                Reason.DECLARATION_REFUSED,
                "Run denied, DECLARATION_REFUSED: " + identity + ". " + why + " Restore the stored declaration.");
    }

    private void columns(String what, DeclaredColumns declared, DeclaredColumns stored) {
        if (!stored.equals(declared)) {
            throw mismatch("the columns of " + what + " differ", declared.text(), stored.text());
        }
    }

    private Denied mismatch(String what, String declared, String found) {
        return new Denied(
                Reason.IDENTITY_MISMATCH,
                "Run denied, IDENTITY_MISMATCH: " + identity + ", " + what
                        + ". Restore the stored declaration from a backup."
                        + "\n  declared: " + declared + "\n  found:    " + found);
    }

    private void spec(Declaration declaration) {
        SpecDigest declared = declaration.spec();
        String found = evidence.spec(declared)
                .map(SpecRow::body)
                .map(body -> SpecDigest.of(body.toArray()).toString())
                .orElse("nothing");
        if (!found.equals(declared.toString())) {
            throw new Denied(
                    Reason.SPEC_MISMATCH,
                    "Run denied, SPEC_MISMATCH: " + identity + ", the stored spec differs. Restore it from a backup."
                            + "\n  declared: " + declared + "\n  found:    " + found);
        }
    }

    private RunRow run(Declaration declaration, DeclaredColumns declared) {
        RunRow run = evidence.run(identity)
                .orElseThrow(() -> new Denied(
                        Reason.NOT_ADMITTED,
                        "Run denied, NOT_ADMITTED: " + Text.of(declaration)
                                + ", there is no run of it. Declare the run again."));
        columns(
                "the run's row",
                declared,
                new DeclaredColumns(
                        run.identity(),
                        run.key(),
                        run.element().map(Element::index).orElse(DeclarationRow.NOT_MAPPED),
                        run.spec()));
        RunState state = RunState.valueOf(run.standing().state());
        if (!NextAttempt.isAdmitted(run.standing())) {
            if (evidence.isErased(identity)) {
                throw PrivateValueChecks.erased(declaration);
            }
            throw new Denied(
                    Reason.NOT_ADMITTED,
                    "Run denied, NOT_ADMITTED: " + Text.of(declaration) + ", it is " + state
                            + run.standing()
                                    .waiting()
                                    .map(why -> " and waits: " + Text.safe(why))
                                    .orElse("")
                            + ". Use release or rerun.");
        }
        evidence.missingApproval(identity).ifPresent(role -> {
            throw new Denied(
                    Reason.NOT_APPROVED,
                    "Run denied, NOT_APPROVED: " + Text.of(declaration) + ", nobody of role " + Text.quoted(role)
                            + " has approved it. Release the run, then approve its identity.");
        });
        long next = NextAttempt.isDeferred(run.standing())
                ? run.standing().attempts()
                : run.standing().attempts() + 1L;
        if (attempt < 1 || attempt != next) {
            throw new Denied(
                    Reason.STALE_TRIGGER,
                    "Run denied, STALE_TRIGGER: " + Text.of(declaration)
                            + ". Nothing needs to be done: the next attempt has a trigger of its own."
                            + "\n  trigger's attempt: " + attempt
                            + "\n  next attempt:      " + next);
        }
        return run;
    }

    /**
     * What was stored and holds.
     *
     * @param deferred what the attempt goes on from, if it was deferred
     */
    record Stored(Declaration declaration, Optional<JsonObject> deferred) {}
}

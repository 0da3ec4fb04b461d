package dev.avow.engine.gate;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.util.Arrays;
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

    Declaration check() {
        DeclarationRow row = evidence.declaration(identity)
                .orElseThrow(() -> new Denied(
                        Reason.NOT_DECLARED,
                        "Run denied, NOT_DECLARED: no declaration of " + identity
                                + " is committed. Declare the run first."));
        byte[] body = row.body().toArray();
        Identity found = Identity.of(body);
        if (!found.equals(identity) || !row.identity().equals(identity.toString())) {
            throw mismatch("the stored bytes", identity.toString(), found.toString());
        }
        Declaration declaration = parse(body);
        columns(row, declaration);
        spec(declaration);
        run(declaration);
        return declaration;
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

    private void columns(DeclarationRow row, Declaration declaration) {
        String stored =
                row.key().job() + " " + row.key().task() + " " + row.key().occasion();
        String declared = declaration.job() + " " + declaration.task() + " "
                + declaration.occasion().key();
        if (!stored.equals(declared)) {
            throw mismatch("job, task and occasion of the row", declared, stored);
        }
    }

    private Denied mismatch(String what, String declared, String found) {
        return new Denied(
                Reason.IDENTITY_MISMATCH,
                "Run denied, IDENTITY_MISMATCH: " + identity + ", " + what
                        + " differ. Restore the stored declaration from a backup."
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

    private void run(Declaration declaration) {
        RunRow run = evidence.run(identity)
                .orElseThrow(() -> new Denied(
                        Reason.NOT_ADMITTED,
                        "Run denied, NOT_ADMITTED: " + Text.of(declaration)
                                + ", there is no run of it. Declare the run again."));
        RunState state = RunState.valueOf(run.standing().state());
        if (!state.isClaimable() || run.standing().waiting().isPresent()) {
            throw new Denied(
                    Reason.NOT_ADMITTED,
                    "Run denied, NOT_ADMITTED: " + Text.of(declaration) + ", it is " + state
                            + run.standing()
                                    .waiting()
                                    .map(why -> " and waits: " + why)
                                    .orElse("")
                            + ". Use release or rerun.");
        }
        if (attempt != run.standing().attempts() + 1) {
            throw new Denied(
                    Reason.STALE_TRIGGER,
                    "Run denied, STALE_TRIGGER: " + Text.of(declaration)
                            + ". Nothing needs to be done: the next attempt has a trigger of its own."
                            + "\n  trigger's attempt: " + attempt
                            + "\n  next attempt:      " + (run.standing().attempts() + 1));
        }
    }
}

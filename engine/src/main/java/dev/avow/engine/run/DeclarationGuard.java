package dev.avow.engine.run;

import dev.avow.db.Declarations.LocatorRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.run.SecretDocuments.Found;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Refuses definitions and declarations that hold a secret, or name a connection that is not here. */
final class DeclarationGuard {

    private final SecretGuard guard;

    DeclarationGuard(SecretGuard guard) {
        this.guard = guard;
    }

    /**
     * Makes a declaration, of which no word holds a secret, whether it succeeds or not.
     *
     * @throws Refusal if it cannot be made, or holds a secret
     * @throws EngineException if the secrets cannot be read
     */
    Prepared checked(String what, Supplier<Prepared> make) {
        guard.refresh();
        try {
            Prepared made = make.get();
            if (guard.isIdle()) {
                return made;
            }
            refuse("Declaration of " + what, made.body().toArray());
            refuse("Spec of " + what, made.spec().canonicalBytes());
            refuse("Policy of " + what, made.policy().toText().getBytes(StandardCharsets.UTF_8));
            for (LocatorRow locator : made.locators()) {
                refuse("Place of input '" + locator.input() + "' of " + what, locator.locator());
            }
            return made;
        } catch (Refusal refusal) {
            throw guard.safe(refusal) == refusal
                    ? refusal
                    : new Refusal(refusal.code(), guard.redact(refusal.text()), guard.safe(refusal));
        }
    }

    /** @throws Refusal if a document that is kept beside declarations holds a secret */
    void refuse(String what, byte[] document) {
        Optional<Found> found = SecretDocuments.findIn(guard, document);
        if (found.isPresent()) {
            throw inDeclaration(what, found.get().secret(), " at " + found.get().at());
        }
    }

    private void refuse(String what, String text) {
        SecretDocuments.findIn(guard, text).ifPresent(secret -> {
            throw inDeclaration(what, secret, "");
        });
    }

    /** @param where it is, with a space before; may be empty */
    Refusal inDeclaration(String what, String secret, String where) {
        return new Refusal(
                Refusal.Code.SECRET_IN_DECLARATION,
                guard.redact(what) + " contains the value of secret '" + secret + "'" + where
                        + ". Leave it out, and name a connection instead.",
                null);
    }

    /** @throws EngineException if a definition holds a secret, or names a connection that this node does not have */
    void check(BoundJob job, Connections connections) {
        guard.refresh();
        job.tasks().forEach((name, task) -> {
            connection(job.name(), name, task.task().call().parameters(), connections);
            String what = "Definition of job '" + job.name() + "', task '" + name + "',";
            refuse(what, task.spec().canonicalBytes());
            refuse(what, RunPolicy.of(task, false).toText().getBytes(StandardCharsets.UTF_8));
        });
        job.job()
                .schedules()
                .keySet()
                .forEach(schedule -> refuse("Name of a schedule of job '" + job.name() + "'", schedule));
    }

    private static void connection(String job, String task, JsonObject parameters, Connections connections) {
        String where = "Job '" + job + "', task '" + task + "': ";
        try {
            parameters
                    .find(Connection.PARAMETER)
                    .flatMap(Connections::declared)
                    .filter(name -> connections.find(name).isEmpty())
                    .ifPresent(name -> {
                        throw new EngineException(
                                "connection '" + name + "' is not there. Give it to the engine with connection(...).");
                    });
        } catch (EngineException e) {
            throw new EngineException(where + e.getMessage(), e);
        }
    }

    /** @throws EngineException if what a person asks for holds a secret; nothing of it was stored or said */
    void given(String job, JsonObject params, ManualRequest request) {
        guard.refresh();
        guard.refuse("Name of the job", job);
        guard.refuse("Submitter of the request", request.submitter());
        request.key().ifPresent(key -> guard.refuse("Key of the request", key));
        SecretDocuments.findIn(guard, params, JsonPointer.ROOT).ifPresent(found -> {
            throw inDeclaration("Params of job '" + job + "'", found.secret(), " at " + found.at());
        });
    }

    /** As {@link #given}, of texts by what they are. */
    void given(Map<String, String> texts) {
        guard.tryRefresh();
        new TreeMap<>(texts).forEach(guard::refuse);
    }
}

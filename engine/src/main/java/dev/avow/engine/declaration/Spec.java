package dev.avow.engine.declaration;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.SpecDigest;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a task's definition alone fixes, equal for all its occasions.
 *
 * @param prompt the unrendered messages, none if the operator has no prompt
 * @param parameters as defined
 * @param inputs the names alone
 * @param upstream the names alone
 * @param conditions on outputs of upstream tasks, all of which must hold
 * @param mapped whether there is a run for each element of a list
 */
public record Spec(
        String job,
        String task,
        OperatorRef operator,
        Optional<Model> model,
        List<Prompt.Template> prompt,
        JsonObject parameters,
        SortedSet<String> inputs,
        SortedSet<String> upstream,
        TriggerRule triggerRule,
        List<Condition> conditions,
        boolean mapped,
        List<Context.Tool> tools,
        Context.Environment environment,
        Constraints constraints,
        String owner) {

    /** The value of {@code avow}: the document's type and version. */
    public static final String FORMAT = "spec/v1";

    /** @throws DeclarationException if a name is not valid, or a known parameter has another type */
    public Spec {
        Checks.name("job", job);
        Checks.name("task", task);
        Checks.within("parameters", () -> Parameter.check(parameters));
        Checks.names("inputs", inputs);
        Checks.names("upstream", upstream);
        Context.refuseTwice(tools);
        Checks.line("owner", owner, Checks.MAX_LINE);
        prompt = List.copyOf(prompt);
        inputs = Checks.copy(inputs);
        upstream = Checks.copy(upstream);
        conditions = List.copyOf(conditions);
        tools = List.copyOf(tools);
    }

    /**
     * Reads a spec in any member order and white space.
     *
     * @param utf8 the text in UTF-8, at most 4 MiB
     * @throws DeclarationException at what is not JSON of the value subset, else if the canonical form is above 1 MiB,
     *     else at a member that is unknown, missing, or has a value that the format does not allow
     */
    public static Spec parse(byte[] utf8) {
        try {
            return SpecJson.read(CanonicalJson.parseDocument(utf8));
        } catch (JsonRefusedException e) {
            throw new DeclarationException(e);
        }
    }

    /** Returns the spec as JSON. */
    public JsonObject toJson() {
        return SpecJson.write(this);
    }

    /**
     * Returns the spec's bytes: what is stored, and what the digest is of.
     *
     * @throws DeclarationException if they are more than 1 MiB, or nested deeper than 64
     */
    public byte[] canonicalBytes() {
        try {
            return CanonicalJson.bytes(toJson());
        } catch (JsonRefusedException e) {
            throw new DeclarationException(e);
        }
    }

    /**
     * Returns the digest, computed anew at each call.
     *
     * @throws DeclarationException as for {@link #canonicalBytes}
     */
    public SpecDigest digest() {
        return SpecDigest.of(canonicalBytes());
    }
}

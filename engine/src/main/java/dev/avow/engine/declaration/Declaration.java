package dev.avow.engine.declaration;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.SpecDigest;
import java.util.Optional;
import java.util.SortedMap;

/** What one task shall do on one occasion: the document whose digest is the run's identity. */
public record Declaration(
        String job,
        String task,
        Occasion occasion,
        SpecDigest spec,
        OperatorRef operator,
        Optional<Model> model,
        Optional<Prompt> prompt,
        JsonObject parameters,
        Context context,
        Constraints constraints,
        Responsible responsible) {

    /** The value of {@code avow}: the document's type and version. */
    public static final String FORMAT = "declaration/v1";

    /**
     * @throws DeclarationException if a name is not valid, a known parameter has another type, or the submitter does
     *     not fit the occasion
     */
    public Declaration {
        Checks.name("job", job);
        Checks.name("task", task);
        Checks.within("parameters", () -> Parameter.check(parameters));
        refuseSubmitter(occasion instanceof Occasion.Slot, responsible.submitter());
    }

    /**
     * Reads a declaration in any member order and white space.
     *
     * @param utf8 the text in UTF-8, at most 4 MiB
     * @throws DeclarationException at what is not JSON of the value subset, else if the canonical form is above 1 MiB,
     *     else at a member that is unknown, missing, or has a value that the format does not allow
     */
    public static Declaration parse(byte[] utf8) {
        try {
            return DeclarationJson.read(CanonicalJson.parseDocument(utf8));
        } catch (JsonRefusedException e) {
            throw new DeclarationException(e);
        }
    }

    /** Returns the declaration as JSON. */
    public JsonObject toJson() {
        return DeclarationJson.write(this);
    }

    /**
     * Returns the declaration's bytes: what is stored, and what the identity is the digest of.
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
     * Returns the identity, computed anew at each call.
     *
     * @throws DeclarationException as for {@link #canonicalBytes}
     */
    public Identity identity() {
        return Identity.of(canonicalBytes());
    }

    /**
     * Returns the private values, by the JSON pointer of their place: what stands in the declaration in place of texts that
     * are kept beside it. All of a declaration have one key, so that equal texts in it have equal values.
     */
    public SortedMap<String, Hmac> privateValues() {
        return PrivatePlaces.of(this);
    }

    private static void refuseSubmitter(boolean slot, String submitter) {
        if (slot != submitter.equals(Responsible.SCHEDULE)) {
            throw new DeclarationException(
                    JsonPointer.ROOT.member("responsible").member("submitter"),
                    slot
                            ? Checks.shown(submitter) + " is not 'schedule', as it is for slots"
                            : "'schedule' is for slots only; name who asked for the manual run");
        }
    }
}

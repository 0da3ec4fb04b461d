package dev.avow.console;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import org.jspecify.annotations.Nullable;

/** Makes the arguments of commands, of texts that UTF-8 can carry. */
final class Arguments {

    private final JsonObject.Builder all = JsonObject.builder();

    Arguments put(String name, String value) {
        if (!Printable.isWellFormed(value)) {
            throw new InputException("Argument '" + name + "' is " + Printable.quoted(value)
                    + ", which is no valid text. Give another.");
        }
        all.put(name, value);
        return this;
    }

    Arguments putIf(String name, @Nullable String value) {
        return value == null ? this : put(name, value);
    }

    Arguments put(String name, int value) {
        all.put(name, value);
        return this;
    }

    Arguments put(String name, Arguments value) {
        all.put(name, value.json());
        return this;
    }

    /** @throws InputException if it is no identity */
    static Arguments identity(String text) {
        return new Arguments().put("identity", parse(text).toString());
    }

    /** @throws InputException if it is no identity */
    static Identity parse(String text) {
        return Digest.find(text).map(Identity::new).orElseThrow(() -> noIdentity(text));
    }

    private static InputException noIdentity(String text) {
        return new InputException("Identity " + Printable.quoted(text)
                + " is not of the form sha256:<64 lower-case hex digits>."
                + " Give all of it, as 'avow history JOB' prints it.");
    }

    JsonObject json() {
        return all.build();
    }
}

package dev.avow.console;

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

    JsonObject json() {
        return all.build();
    }
}

package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;

/**
 * Who asks for something, as events tell it.
 *
 * @param name empty where the caller does not say
 */
record Who(String name) {

    /** Nobody that the caller names. */
    static final Who UNSAID = new Who("");

    private static final int MAX_NAME = 200;

    /** @throws EngineException if the name is not of 1 to 200 printable characters */
    static Who named(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || !Printable.text(name).equals(name)) {
            throw new EngineException(
                    "User " + Printable.quoted(name) + " is not valid. Give a name of 1 to 200 printable characters.");
        }
        return new Who(name);
    }

    /** Returns the body of an event that tells nothing else. */
    JsonObject event() {
        return name.isEmpty()
                ? JsonObject.empty()
                : JsonObject.builder().put("by", name).build();
    }
}

package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;

/** What a secret's value may be. */
public final class SecretValues {

    /** The fewest characters: a shorter value would be found by chance in other text. */
    public static final int SHORTEST = 8;

    /** The most characters. */
    public static final int LONGEST = 1 << 16;

    private SecretValues() {}

    /**
     * Returns the value.
     *
     * @throws EngineException if it is too short or too long, or has a lone surrogate; its message has only the name
     */
    public static String checked(String name, String value) {
        if (value.length() < SHORTEST) {
            throw refused(name, "is shorter than " + SHORTEST + " characters, so that it cannot be guarded");
        }
        if (value.length() > LONGEST) {
            throw refused(name, "is longer than " + LONGEST + " characters");
        }
        if (!Printable.isWellFormed(value)) {
            throw refused(name, "is not text that UTF-8 can carry");
        }
        return value;
    }

    private static EngineException refused(String name, String what) {
        return new EngineException("Secret " + Printable.quoted(name) + " " + what + ". Give it another value.");
    }
}

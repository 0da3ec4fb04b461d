package dev.avow.engine.declaration;

/**
 * An operator, by name and never by class.
 *
 * @param name of the form {@code [a-z0-9][a-z0-9._-]{0,99}}
 * @param version 1 to 100 characters; changes when its behaviour or a default changes
 */
public record OperatorRef(String name, String version) {

    private static final int MAX_VERSION = 100;

    /** @throws DeclarationException if the name is not valid, or the version not a line of 1 to 100 characters */
    public OperatorRef {
        Checks.name("name", name);
        Checks.line("version", version, MAX_VERSION);
    }
}

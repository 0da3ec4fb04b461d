package dev.avow.engine.declaration;

/**
 * An operator, by name and never by class.
 *
 * @param version changes when its behaviour or a default changes
 */
public record OperatorRef(String name, String version) {}

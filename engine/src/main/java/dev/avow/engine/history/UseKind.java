package dev.avow.engine.history;

/** What a run used of a declaration, so that it is found by it; the names are stored: add, never rename. */
public enum UseKind {
    /** The digest of an input, or of an output of a run before it. */
    INPUT,
    /** The digest of a prompt's unrendered messages. */
    TEMPLATE,
    /** The digest of the spec. */
    SPEC,
    /** The identity of a run before it. */
    UPSTREAM,
    /** The digest of the list of a mapped task's runs before it; SQL has this name too. */
    LIST,
    /** A model: {@code NAME}, {@code PROVIDER/NAME}, and {@code PROVIDER/NAME@VERSION} if it is pinned. */
    MODEL,
    /** Who asked for it. */
    SUBMITTER
}

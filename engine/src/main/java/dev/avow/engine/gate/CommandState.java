package dev.avow.engine.gate;

/** How an engine answered a command; the names are stored. */
public enum CommandState {
    /** It was carried out, or, if that was asked, planned. */
    DONE,
    /** The engine refused it; nothing was done. */
    REFUSED,
    /** Something failed on the way; whether it was carried out must be looked up. */
    FAILED
}

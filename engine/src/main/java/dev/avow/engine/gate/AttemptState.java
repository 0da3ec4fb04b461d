package dev.avow.engine.gate;

/** Where an attempt stands; the names are stored. */
public enum AttemptState {
    /** It has the claim. */
    RUNNING,
    /** It has neither claim nor thread until a moment that its operator gave; the same attempt is claimed again then. */
    DEFERRED,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    /** Its node ended, or stood still too long, before it recorded an outcome. */
    INTERRUPTED,
    CANCELLED;

    /** Tells whether the attempt has ended. */
    public boolean isFinal() {
        return this != RUNNING && this != DEFERRED;
    }
}

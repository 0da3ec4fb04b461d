package dev.avow.engine.gate;

/** Where an attempt stands; the names are stored. */
public enum AttemptState {
    /** It has the claim. */
    RUNNING,
    /** It keeps the claim without a thread, until a time or an event. */
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

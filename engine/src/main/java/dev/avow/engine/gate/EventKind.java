package dev.avow.engine.gate;

/** What an event says happened; the names are stored: add, never rename. */
public enum EventKind {
    /** A job was registered: its tasks with the digests of their specs. */
    REGISTERED,
    /** Two nodes of a cluster have other definitions of a job. */
    REGISTERED_DIFFERENTLY,
    DECLARED,
    /** An occasion was declared already, from another spec: the first one stays. */
    DECLARED_DIFFERENTLY,
    /** A declaration could not be made. */
    REFUSED,
    /** Slots were passed over by the catch-up policy. */
    SKIPPED,
    /** A task will never be declared for an occasion. */
    UNDECLARED,
    /** The gate denied a run. */
    DENIED,
    CLAIMED,
    /** A run whose trigger had fired waits instead of being claimed. */
    WAITING,
    /** An attempt goes on later; the event has until when, and the digest of the operator's state. */
    DEFERRED,
    /** An attempt was lost after it had been deferred, and goes on from what it was deferred with. */
    REATTACHED,
    /** An attempt ended. */
    OUTCOME,
    /** An attempt ended after its claim was lost; nothing of it counts. */
    STALE_OUTCOME,
    /** A run that nothing would have moved got its execution trigger again. */
    READMITTED,
    /** Somebody asked for another attempt of a run that had ended. */
    RERUN,
    /** Somebody asked to declare an occasion anew; the run is one that came of it. */
    REDECLARED,
    /** Somebody let a denied run try again. */
    RELEASED,
    /** Somebody paused a job. */
    PAUSED,
    /** Somebody ended a job's pause. */
    RESUMED,
    /** Somebody asked to cancel a run. */
    CANCEL_REQUESTED,
    /** A run was cancelled while no attempt of it ran. */
    CANCELLED,
    /** Somebody set the size of a pool. */
    POOL_SET,
    /** Somebody approved a run that waited for that. */
    APPROVED,
    /** Somebody rejected a run that waited for approval. */
    REJECTED,
    /** Nobody approved a run in time. */
    EXPIRED,
    /** A run had no time left for another attempt. */
    RUN_TIMED_OUT,
    /** A run had not ended by its deadline. */
    DEADLINE_MISSED,
    /** Somebody erased the private values and outputs of a run; SQL has this name too. */
    ERASED,
    /** Somebody asked to declare a span of past slots. */
    BACKFILL_REQUESTED,
    /** Somebody ended a backfill. */
    BACKFILL_CANCELLED
}

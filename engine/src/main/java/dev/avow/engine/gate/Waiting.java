package dev.avow.engine.gate;

/** Why a declared run has no execution trigger; the names are stored. */
public enum Waiting {
    /** For somebody to approve its identity. */
    APPROVAL,
    /** For room in a pool. */
    POOL,
    /** For other runs of the job to end. */
    MAX_ACTIVE,
    /** For the job to be resumed. */
    PAUSED,
    /** The gate denied it; {@code release} or {@code redeclare} leads on. */
    DENIED,
    /** For the moment that its attempt deferred to: has the trigger of that attempt; SQL has this name too. */
    DEFERRED,
    /** For a node that has its operator. */
    NO_OPERATOR,
    /** For a node that has its connection and the secrets. */
    NO_CONNECTION,
    /** For the thread of a timed-out attempt, which has not ended. */
    STUCK_THREAD
}

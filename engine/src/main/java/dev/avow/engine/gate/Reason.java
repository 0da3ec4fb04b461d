package dev.avow.engine.gate;

/** Why the gate denies a run; the names are stored: add, never rename. */
public enum Reason {
    /** No declaration of this identity is committed. */
    NOT_DECLARED,
    /** The stored bytes do not have the identity, or stand under another job, task or occasion. */
    IDENTITY_MISMATCH,
    /** The stored bytes are not a declaration in canonical form. */
    DECLARATION_REFUSED,
    /** The declared spec is not stored, or its bytes do not have the declared digest. */
    SPEC_MISMATCH,
    /** The run is final, running, or waits for something. */
    NOT_ADMITTED,
    /** The run needs an approval, and nobody has approved it. */
    NOT_APPROVED,
    /** The run's private values or outputs were erased, or an output that it needs was. */
    ERASED,
    /** A private value is not kept, or is not the declared one, and was not erased. */
    PRIVATE_CHANGED,
    /** What a deferred attempt goes on from is not stored, or not what its operator gave; or the moment is another one. */
    STATE_CHANGED,
    /** The trigger carries another attempt than the next one. */
    STALE_TRIGGER,
    /** This node has no operator of the declared name. */
    NO_OPERATOR,
    /** This node's operator has another version than the declared one. */
    OPERATOR_CHANGED,
    /** The declaration lacks a part that the operator needs. */
    COMPONENT_MISSING,
    /** This node does not have the declared connection, or cannot have a secret. */
    NO_CONNECTION,
    /** The operator says that something declared does not hold on this node. */
    OPERATOR_OBJECTION,
    /** A declared input cannot be read. */
    INPUT_MISSING,
    /** A declared input has other bytes than the declared ones. */
    INPUT_CHANGED,
    /** A declared output of an upstream task is not kept, or its bytes do not have the declared digest. */
    OUTPUT_MISSING,
    /** The checks took longer than they may. */
    TOO_SLOW,
    /** A check could not be made. */
    UNREADABLE
}

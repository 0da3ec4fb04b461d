package dev.avow.engine.verification;

/** What a verification can find; the names are stable: add, never rename. */
public enum FindingKind {
    /** A row is about a run that no declaration is stored of. */
    NOT_DECLARED,
    /** The stored bytes of a declaration do not have its identity. */
    IDENTITY_MISMATCH,
    /** The stored bytes are no declaration in canonical form. */
    DECLARATION_REFUSED,
    /** A column repeats the declaration, and says something else. */
    COLUMN_MISMATCH,
    /** The spec that a declaration was made from is not stored. */
    SPEC_MISSING,
    /** The stored bytes of a spec do not have its digest, are no spec in canonical form, or their columns differ. */
    SPEC_MISMATCH,
    /** What is noted of the specs that a task had does not fit the declarations. */
    SPEC_USE_MISMATCH,
    /** The bytes of an event do not have its digest. */
    EVENT_DIGEST_MISMATCH,
    /** An event has an unknown kind, is not in canonical form, or lacks what its kind says. */
    EVENT_REFUSED,
    /** An event says something else than the declaration that it is about, or its own body. */
    EVENT_MISMATCH,
    /** An event stands where the run could not have come to: one before it is missing, or it was moved or added. */
    EVENT_MISPLACED,
    /** Something is stored that an event should tell of, and none does. */
    EVENT_MISSING,
    /** A time does not fit the events beside it. */
    TIME_MISMATCH,
    /** A declaration has no run. */
    RUN_MISSING,
    /** A run stands elsewhere than its events say. */
    RUN_MISMATCH,
    /** An event tells of an attempt that is not stored. */
    ATTEMPT_MISSING,
    /** An attempt is stored that no event claims. */
    CLAIM_MISSING,
    /** An attempt stands elsewhere than its events say. */
    ATTEMPT_MISMATCH,
    /** An outcome or deferral was recorded under another claim than the one that the attempt had. */
    OUTCOME_STALE,
    /** An event tells of an output that is not stored. */
    OUTPUT_MISSING,
    /** An output is stored that no event tells of, or tells of otherwise. */
    OUTPUT_MISMATCH,
    /** A content that an output, an input or a list refers to is not kept, and was not erased. */
    CONTENT_MISSING,
    /** The bytes of a content do not have its digest or size. */
    CONTENT_CHANGED,
    /** A run was claimed that needs an approval, and nobody had approved it. */
    APPROVAL_MISSING,
    /** An approval or rejection by another role, or of another spec, than the run needs. */
    APPROVAL_MISMATCH,
    /** A private value or its key is missing or another one, and was not erased. */
    PRIVATE_CHANGED,
    /** Private values are still there that an event says were erased. */
    PRIVATE_LEFT,
    /** What a deferred attempt goes on from is not what its events say. */
    DEFERRAL_MISMATCH,
    /** Where inputs lie does not fit the inputs that are declared. */
    LOCATOR_MISMATCH,
    /** A declaration refers to a run or output before it that is not stored so, or had not ended as its rule needs. */
    UPSTREAM_MISMATCH,
    /** A run of a mapped task does not fit the list that was fixed for it, or there is none. */
    MAPPING_MISMATCH,
    /** A decision on slots does not fit the runs or events of it. */
    SLOT_MISMATCH,
    /** A run is for a slot that nothing decided. */
    SLOT_MISSING,
    /** What is stored as never to be declared does not fit the events. */
    UNDECLARED_MISMATCH,
    /** A run used something, by its declaration, and that is not stored so that the run is found by it. */
    USE_MISSING,
    /** It is stored that a run, or a list of runs, used something that it did not use. */
    USE_MISMATCH,
    /** A list that was fixed for a mapped task has an element that nothing is declared for. */
    ELEMENT_MISSING,
    /** The numbers of what was declared anew have a gap, or another order than the declarations. */
    NUMBER_MISMATCH
}

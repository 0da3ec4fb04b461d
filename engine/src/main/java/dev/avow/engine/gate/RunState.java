package dev.avow.engine.gate;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a run stands; the names are stored.
 *
 * <pre>
 *   from       to
 *   DECLARED   RUNNING, CANCELLED, REJECTED, EXPIRED
 *   RUNNING    RETRYING, and every final state but REJECTED and EXPIRED
 *   RETRYING   RUNNING, CANCELLED, EXPIRED, INTERRUPTED, TIMED_OUT
 *   final      DECLARED, by a rerun
 * </pre>
 */
public enum RunState {
    /** Declared and committed; an execution trigger exists, or a waiting reason says why not. */
    DECLARED,
    /** An attempt has the claim; or it is deferred, and then the run has a waiting reason. */
    RUNNING,
    /** An attempt failed, and another one will follow. */
    RETRYING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    /** The node ended while the run was running, and the policy allows no other attempt. */
    INTERRUPTED,
    CANCELLED,
    REJECTED,
    EXPIRED;

    private static final Set<RunState> FINAL =
            EnumSet.of(SUCCEEDED, FAILED, TIMED_OUT, INTERRUPTED, CANCELLED, REJECTED, EXPIRED);

    /** Tells whether only a rerun leads out of this state. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** Tells whether a run in this state may be claimed. */
    public boolean isClaimable() {
        return this == DECLARED || this == RETRYING;
    }

    /** Tells whether a run may go from this state to that one; staying with another waiting reason is not a step. */
    public boolean mayBecome(RunState next) {
        return switch (this) {
            case DECLARED -> next == RUNNING || next == CANCELLED || next == REJECTED || next == EXPIRED;
            case RUNNING -> next == RETRYING || (next.isFinal() && next != REJECTED && next != EXPIRED);
            case RETRYING ->
                next == RUNNING || next == CANCELLED || next == EXPIRED || next == INTERRUPTED || next == TIMED_OUT;
            default -> next == DECLARED;
        };
    }
}

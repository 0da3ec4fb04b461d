package dev.avow.engine.declaration;

/** When a task with upstream tasks is declared; the names are stored. */
public enum TriggerRule {
    /** When all of them succeeded. */
    ALL_SUCCEEDED,
    /** When all of them have ended, however. */
    ALL_DONE,
    /** When all of them have ended, and at least one of them failed. */
    ONE_FAILED,
    /** When all of them have ended, none of them failed, and at least one succeeded: after branches that meet again. */
    NONE_FAILED
}

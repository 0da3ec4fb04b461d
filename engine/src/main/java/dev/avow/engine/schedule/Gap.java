package dev.avow.engine.schedule;

/** What becomes of a local time that a change of the clocks leaves out, such as 02:30 on a spring night. */
public enum Gap {
    /** It runs at the first moment after the gap; all local times of one gap make one slot. */
    RUN_AFTER_GAP,
    /** It has no slot on that day. */
    SKIP
}

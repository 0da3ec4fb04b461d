package dev.avow.engine.schedule;

/** What becomes of a local time that a change of the clocks repeats, such as 02:30 on an autumn night. */
public enum Overlap {
    /** It is one slot, at its first occurrence. */
    ONCE,
    /** It is two slots. */
    TWICE
}

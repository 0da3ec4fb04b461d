package dev.avow.engine.schedule;

/** What becomes of slots that passed while nobody looked; the names are stored. */
public enum CatchUp {
    /** Each of them is declared, oldest first. */
    ALL,
    /** The newest is declared, the others are skipped. */
    LAST,
    /** All are skipped; only a slot that is seen on time is declared. */
    NONE
}

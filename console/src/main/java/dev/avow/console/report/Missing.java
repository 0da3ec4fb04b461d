package dev.avow.console.report;

import java.time.Instant;

/**
 * A task that was never declared for an occasion, as far as is known.
 *
 * @param at its slot; when that was noted if it has none
 * @param code why, in a word
 * @param why free text; empty if there is no more to say
 * @param noted when that was noted last
 * @param times how often
 */
record Missing(String task, String occasion, Instant at, String code, String why, Instant noted, int times) {

    /** Slots that a schedule's policy passed over. */
    record Skipped(String schedule, Instant first, Instant last, long slots, String policy) {}
}

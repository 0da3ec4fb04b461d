package dev.avow.engine.history;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * An event of a run or a job.
 *
 * @param body canonical JSON
 */
public record EventView(long seq, String kind, OptionalInt attempt, Instant at, String body) {}

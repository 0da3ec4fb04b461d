package dev.avow.engine.history;

import java.time.Instant;

/**
 * A denial of a run by the gate.
 *
 * @param reason the name of a {@link dev.avow.engine.gate.Reason}
 * @param attempt which attempt was denied
 */
public record DenialView(String reason, String message, int attempt, Instant at) {}

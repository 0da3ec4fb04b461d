package dev.avow.engine.history;

import java.util.List;

/**
 * All that is known of one run.
 *
 * @param declaration the text of its stored bytes
 */
public record RunDetail(RunView run, String declaration, List<AttemptView> attempts, List<EventView> events) {}

package dev.avow.engine.history;

import dev.avow.engine.gate.PrivateCheck;
import java.util.List;

/**
 * All that is known of one run.
 *
 * @param declaration the text of its stored bytes
 * @param privateValues whether the texts of its private values are kept and have the declared HMACs, or were erased; texts
 *     themselves are never shown
 */
public record RunDetail(
        RunView run,
        String declaration,
        PrivateCheck.State privateValues,
        List<AttemptView> attempts,
        List<EventView> events) {}

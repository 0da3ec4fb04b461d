package dev.avow.engine.history;

import dev.avow.engine.identity.Identity;
import java.util.List;

/**
 * The runs before or after a run, nearest first.
 *
 * @param complete false if there are more, further away or above the limit
 */
public record Lineage(List<Step> steps, boolean complete) {

    public Lineage {
        steps = List.copyOf(steps);
    }

    /**
     * A run, and how it was reached; each run stands there once.
     *
     * @param from the run next to it on the way
     * @param depth 1 for those directly before or after
     */
    public record Step(RunView run, Identity from, int depth) {}
}

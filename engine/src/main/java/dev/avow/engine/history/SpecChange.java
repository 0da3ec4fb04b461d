package dev.avow.engine.history;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A spec that a task had from some time on.
 *
 * @param from the spec before; empty for the task's first
 * @param first the first declaration that was made from it
 * @param differences what changed from the spec before; none for the task's first
 */
public record SpecChange(
        String job,
        String task,
        Instant at,
        Optional<SpecDigest> from,
        SpecDigest to,
        Identity first,
        List<Difference> differences) {

    /**
     * A place where two documents differ.
     *
     * @param pointer JSON pointer
     * @param before canonical JSON; empty if there was nothing
     * @param after canonical JSON; empty if there is nothing
     */
    public record Difference(String pointer, Optional<String> before, Optional<String> after) {}
}

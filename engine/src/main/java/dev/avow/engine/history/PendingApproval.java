package dev.avow.engine.history;

import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Identity;
import java.util.List;
import java.util.Optional;

/**
 * A run that somebody is asked to approve, beside the one of its task that was approved last.
 *
 * @param approved the run that was approved last; empty if none was
 * @param spec where the spec differs from the approved one; nothing if none was approved
 * @param declaration where the declaration does, the spec's digest included
 */
public record PendingApproval(
        RunView run, Optional<Identity> approved, List<Difference> spec, List<Difference> declaration) {}

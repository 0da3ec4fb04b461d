package dev.avow.engine.verification;

import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.identity.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A list of runs that a run used.
 *
 * @param identity of a run that used it
 * @param runs empty if the declaration has only the digest
 */
record UsedList(String identity, Digest list, Optional<List<UpstreamRun>> runs) {}

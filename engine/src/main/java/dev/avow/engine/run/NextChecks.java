package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.identity.Identity;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses triggers for anything but the next attempt of a run that may be claimed. */
final class NextChecks {

    private NextChecks() {}

    /** @throws EngineException if this attempt is not the next one */
    static void refuseUnlessNext(Session session, Identity identity, int attempt) {
        refuseOther(
                List.of(identity),
                session.runs().find(identity.toString()).stream().toList(),
                attempt);
    }

    /** @throws EngineException if the first attempt of one of them is not the next one */
    static void refuseUnlessFirst(Session session, Collection<Identity> identities) {
        List<String> texts = identities.stream().map(Identity::toString).toList();
        refuseOther(identities, session.runs().findAll(texts), 1);
    }

    /** As {@link #refuseUnlessFirst(Session, Collection)}, of a run as it stands in this transaction. */
    static void refuseUnlessFirst(Identity identity, RunRow run) {
        refuseOther(List.of(identity), List.of(run), 1);
    }

    private static void refuseOther(Collection<Identity> identities, List<RunRow> runs, int attempt) {
        Set<String> next = runs.stream()
                .filter(run -> NextAttempt.isAdmitted(run.standing()) && NextAttempt.number(run.standing()) == attempt)
                .map(RunRow::identity)
                .collect(Collectors.toSet());
        for (Identity identity : identities) {
            if (!next.contains(identity.toString())) {
                throw new EngineException("Attempt " + attempt + " of " + identity
                        + " is not the next one of a run that may be claimed, so no trigger was stored.");
            }
        }
    }
}

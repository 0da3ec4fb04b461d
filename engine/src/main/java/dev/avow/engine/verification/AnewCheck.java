package dev.avow.engine.verification;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.JobAudit;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds a task that has a run, and is stored as never to be declared for the same occasion. Both are true only where
 * something of the occasion was declared anew; or where a task that comes after no other was declared after all, as by a
 * backfill.
 */
final class AnewCheck {

    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private final Tally tally;

    AnewCheck(Tally tally) {
        this.tally = tally;
    }

    /** @param never of a task that something is declared of */
    void check(Session session, UndeclaredRow never) {
        OccasionKey key = never.key();
        List<RunRow> runs = session.runs().ofOccasion(key.job(), key.occasion());
        if (runs.stream().anyMatch(run -> policy(run).redeclared())) {
            return;
        }
        Optional<RunRow> found = runs.stream()
                .filter(run -> run.key().equals(key) && run.element().isEmpty())
                .filter(run -> !isLater(never, run))
                .findFirst();
        if (found.isPresent() && !isAskedAnew(session.jobAudit(), key)) {
            tally.find(
                    FindingKind.UNDECLARED_MISMATCH,
                    UndeclaredPass.subject(key),
                    "no run, since nothing of the occasion was declared anew",
                    "run " + found.get().identity());
        }
    }

    private static StoredPolicy policy(RunRow run) {
        return StoredPolicy.find(run.policy()).orElse(StoredPolicy.none());
    }

    private static boolean isLater(UndeclaredRow never, RunRow run) {
        boolean first =
                policy(run).graph().object(run.key().task()).array("after").isEmpty();
        return first && Moments.inOrder(never.at(), run.declaredAt());
    }

    private static boolean isAskedAnew(JobAudit audit, OccasionKey key) {
        Tally silent = new Tally(finding -> {});
        return audit.events(key.job(), EventKind.REDECLARED.name(), Instant.EPOCH, NO_END).stream()
                .flatMap(event -> Told.read(event, silent).stream())
                .anyMatch(told -> told.body().text("occasion").equals(key.occasion()));
    }
}

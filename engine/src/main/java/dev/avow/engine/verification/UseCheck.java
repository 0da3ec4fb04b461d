package dev.avow.engine.verification;

import dev.avow.db.Uses.UseRow;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.identity.Digest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what is stored of what a run used: all of it follows from its declaration. */
final class UseCheck {

    private final Tally tally;

    UseCheck(Tally tally) {
        this.tally = tally;
    }

    /** Returns the lists of runs that the run used, which are to be checked once for all. */
    Map<Digest, Optional<List<UpstreamRun>>> check(RunRecord record) {
        tally.count(Checked.USES, record.uses().size());
        RunUses derived = RunUses.of(record.declaration());
        String subject = record.identity() + " use";
        Set<UseRow> added = new HashSet<>(record.uses());
        at(record)
                .ifPresent(at -> derived.rows(record.identity(), at).stream()
                        .filter(row -> !added.remove(row))
                        .forEach(row -> tally.find(FindingKind.USE_MISSING, subject, text(row), "nothing")));
        if (!added.isEmpty()) {
            record.uses().stream()
                    .filter(added::contains)
                    .forEach(row -> tally.find(FindingKind.USE_MISMATCH, subject, "nothing", text(row)));
        }
        return derived.lists();
    }

    /** By the event of the declaration; where that tells of no moment, what lacks is found there. */
    private static Optional<Instant> at(RunRecord record) {
        return record.story()
                .declared()
                .flatMap(told -> record.run()
                        .map(run -> run.row().at())
                        .filter(at -> at.toString().equals(told.body().text("at")))
                        .or(() -> told.body().moment("at")));
    }

    private static String text(UseRow row) {
        return row.kind() + " " + row.subject() + " at " + row.at();
    }
}

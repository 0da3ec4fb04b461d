package dev.avow.engine.verification;

import dev.avow.db.Uses;
import dev.avow.db.Uses.UseRow;
import dev.avow.db.Uses.UsedRow;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.identity.Digest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Map<UUID, String> names = derived.uses().stream()
                .collect(Collectors.toMap(
                        use -> Uses.mark(use.kind().name(), use.subject()), use -> use.kind() + " " + use.subject()));
        Set<UsedRow> added = new LinkedHashSet<>();
        List<UsedRow> twice =
                record.uses().stream().filter(row -> !added.add(row)).toList();
        at(record)
                .ifPresent(at -> derived.rows(record.identity(), at).stream()
                        .map(UseRow::stored)
                        .filter(row -> !added.remove(row))
                        .forEach(row -> tally.find(FindingKind.USE_MISSING, subject, text(row, names), "nothing")));
        Stream.concat(added.stream(), twice.stream())
                .forEach(row -> tally.find(FindingKind.USE_MISMATCH, subject, "nothing", text(row, names)));
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

    /** What follows from the declaration has a name. */
    private static String text(UsedRow row, Map<UUID, String> names) {
        String name = names.getOrDefault(
                row.mark(),
                "mark " + row.mark() + row.subject().map(kept -> " of " + kept).orElse(""));
        return name + " at " + row.at();
    }
}

package dev.avow.engine.verification;

import dev.avow.db.Audit.DeclaredRow;
import dev.avow.db.Audit.DeferredRow;
import dev.avow.db.Audit.MadeRow;
import dev.avow.db.Audit.StandingRow;
import dev.avow.db.Audit.TriedRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Uses.UsedRow;
import dev.avow.engine.declaration.Declaration;
import java.util.List;
import java.util.Optional;

/**
 * All that is stored of one run.
 *
 * @param declaration read from the stored bytes
 * @param story what its events tell
 */
record RunRecord(
        DeclaredRow declared,
        Declaration declaration,
        RunStory story,
        Optional<StandingRow> run,
        List<TriedRow> attempts,
        List<MadeRow> outputs,
        List<DeferredRow> deferrals,
        List<LocatorRow> locators,
        List<UsedRow> uses,
        Optional<PrivateRow> privateValues) {

    String identity() {
        return declared.row().identity();
    }
}

package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks, in the transaction that refers to contents, that they are still there: between the time when a content was kept
 * and its transaction, an equal one may have been erased. Erasures pass the same door, so that they never come between.
 */
final class KeptContents {

    private KeptContents() {}

    /** Returns the names of outputs whose contents are gone. */
    static List<String> lost(Session session, ContentStore contents, Claim claim, List<OutputRow> outputs) {
        if (outputs.isEmpty()) {
            return List.of();
        }
        List<String> lost = new ArrayList<>(session.erasures().lost(claim.identity(), claim.attempt()));
        for (OutputRow output : outputs) {
            if (output.size() > ContentStore.MAX_IN_DATABASE && !contents.isInDirectory(output.digest())) {
                lost.add(output.name());
            }
        }
        return lost;
    }

    /** @throws EngineException if the content of a kept input is gone */
    static void refuseLost(Session session, ContentStore contents, List<LocatorRow> locators) {
        for (LocatorRow locator : locators) {
            Optional<String> digest = Locators.contentOf(locator.locator());
            boolean gone = digest.filter(kept -> !session.erasures().isInDatabase(kept))
                    .filter(kept -> !contents.isInDirectory(kept))
                    .isPresent();
            if (gone) {
                throw new EngineException("Kept input '" + locator.input()
                        + "' has a content that was erased while it was declared. Declare again.");
            }
        }
    }
}

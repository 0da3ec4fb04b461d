package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import java.util.List;

/** Outputs were kept, and contents equal to theirs were erased before the outcome was recorded. */
final class LostContents extends EngineException {

    private static final long serialVersionUID = 1L;

    private final String text;

    private LostContents(String text) {
        super(text);
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Rolls the transaction back if the content of an output that it stored is gone. */
    static void refuse(Session session, ContentStore contents, Outcome outcome) {
        List<String> lost = KeptContents.lost(session, contents, outcome.claim(), outcome.outputs());
        if (!lost.isEmpty()) {
            throw new LostContents(
                    "Outputs " + lost + " were kept, and contents equal to theirs were erased with another"
                            + " run before the outcome was recorded. Let the run be tried again.");
        }
    }
}

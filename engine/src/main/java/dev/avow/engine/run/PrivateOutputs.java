package dev.avow.engine.run;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.UpstreamRun;

/**
 * Asks, where a declaration reads an output of a run, whether it may. What counts is how the output was stored, and not what
 * the definition says now.
 */
record PrivateOutputs(Store store, UpstreamRun run) {

    /**
     * Returns the name of an output in words, if it may be read.
     *
     * @param confidential whether what reads it stays out of the declaration
     * @throws Refusal if the output was erased
     * @throws EngineException if it is private, and what reads it is declared in clear
     */
    String checked(String what, String output, boolean confidential) {
        boolean isPrivate = isPrivate(output);
        if (isPrivate
                && store.read(
                        session -> session.erasures().isErased(run.identity().toString()))) {
            throw new Refusal(
                    Refusal.Code.ERASED, what + " was erased. Declare that task again, if this one has to run.", null);
        }
        if (isPrivate && !confidential) {
            throw new EngineException(
                    what + " is private, and a text that is declared in clear names it. Make that text"
                            + " confidential, or do not name it there.");
        }
        return what;
    }

    /** Tells whether the attempt gave this output as a private one. */
    boolean isPrivate(String output) {
        return store.read(session -> session.attempts().outputs(run.identity().toString(), run.attempt())).stream()
                .filter(row -> row.name().equals(output))
                .anyMatch(OutputRow::isPrivate);
    }
}

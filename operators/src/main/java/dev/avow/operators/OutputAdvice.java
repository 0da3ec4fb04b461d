package dev.avow.operators;

import dev.avow.engine.operator.DeclaredRun;

/** What a message says where an output of the attempt tells more. */
public final class OutputAdvice {

    private OutputAdvice() {}

    /**
     * Returns {@code Read the output 'NAME' of this attempt: 'avow output ...'}, without an end.
     *
     * @param output a name that a shell takes as it is
     */
    public static String read(DeclaredRun run, String output) {
        return "Read the output '" + output + "' of this attempt: 'avow output " + run.identity() + " " + output
                + " --attempt " + run.attempt() + "'";
    }
}

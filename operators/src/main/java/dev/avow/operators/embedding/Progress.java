package dev.avow.operators.embedding;

import dev.avow.engine.operator.DeclaredRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how far an attempt is, by count and not by time. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingOperator.class);

    private final DeclaredRun run;
    private final int every;
    private int said;

    Progress(DeclaredRun run, int every) {
        this.run = run;
        this.every = every;
    }

    /** Says how many are done if that is a step further, or all of more than a step. */
    void reached(int done, int all) {
        boolean last = done == all && all > every && done > said * every;
        if (done / every > said || last) {
            said = done / every;
            LOG.info("Embedded {} of {} segments of run {}, attempt {}", done, all, run.identity(), run.attempt());
        }
    }
}

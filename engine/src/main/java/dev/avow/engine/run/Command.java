package dev.avow.engine.run;

/**
 * A verb: what it would do, and what does it.
 *
 * @param subject what the command is about
 * @param plan changes nothing, and refuses what would be refused as far as that can be known
 */
record Command(Subject subject, Work plan, Work deed) {

    /** What a command is about, and with it, which nodes may take it. */
    enum Subject {
        JOB,
        RUN,
        BACKFILL
    }

    /** Answers a call. */
    @FunctionalInterface
    interface Work {

        /** @throws dev.avow.engine.EngineException if it is refused */
        CommandAnswer answer(CommandCall call);
    }
}

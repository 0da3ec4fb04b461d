package dev.avow.engine.run;

import dev.avow.engine.EngineException;

/** A task is not declared for an occasion, since a condition does not hold for what the tasks before it gave. */
final class Skip extends EngineException {

    private static final long serialVersionUID = 1L;

    private final transient UpstreamSeen upstream;

    Skip(String message, UpstreamSeen upstream) {
        super(message);
        this.upstream = upstream;
    }

    /** Returns how the runs stood of which that is said. */
    UpstreamSeen upstream() {
        return upstream;
    }
}

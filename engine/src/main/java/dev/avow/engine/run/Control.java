package dev.avow.engine.run;

/** What an engine does at each check-in for runs that somebody held, and has let go. */
final class Control {

    private final Core core;
    private final AttemptThreads threads;

    Control(Core core, AttemptThreads threads) {
        this.core = core;
        this.threads = threads;
    }

    void check() {
        new Cancelling(core).heed(threads);
        new Pausing(core).admitResumed();
        new OperatorWaits(core).admitDue();
        new Approving(core).expire();
        new RunSpan(core).endOver();
        new Deadlines(core).tell();
        new Turns(core).check();
    }
}

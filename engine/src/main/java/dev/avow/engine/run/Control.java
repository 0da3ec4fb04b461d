package dev.avow.engine.run;

/** What an engine does at each check-in for runs that somebody held, and has let go. */
final class Control {

    private final Core core;

    Control(Core core) {
        this.core = core;
    }

    void check() {
        new Pausing(core).admitResumed();
    }
}

package dev.avow.engine.run;

import dev.avow.db.Session;

/** What a node does at each check-in: shows that it lives, and looks after what nobody moves. */
final class CheckIn {

    private final Core core;
    private final Reconciler reconciler;
    private final OutcomeQueue outcomes;
    private final Definitions definitions;

    CheckIn(Core core, Reconciler reconciler, OutcomeQueue outcomes) {
        this.core = core;
        this.reconciler = reconciler;
        this.outcomes = outcomes;
        this.definitions = new Definitions(core);
    }

    void make() {
        core.beats().awake();
        core.store().writeOnly(this::beat);
        if (core.isClosing()) {
            outcomes.flush();
            return;
        }
        reconciler.check();
        if (core.settings().clustered()) {
            definitions.compare();
        }
    }

    /** Takes back what this node has registered. */
    void leave() {
        if (core.settings().clustered()) {
            core.store().writeOnly(session -> session.registrations().remove(core.node()));
        }
    }

    private void beat(Session session) {
        session.attempts().beat(core.node());
        if (core.settings().clustered()) {
            session.slots().beatLeases(core.node());
            session.registrations().beat(core.node());
        }
    }
}

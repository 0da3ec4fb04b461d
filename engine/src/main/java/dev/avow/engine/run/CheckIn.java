package dev.avow.engine.run;

import dev.avow.db.Session;

/** What a node does at each check-in: shows that it lives, and looks after what nobody moves. */
final class CheckIn {

    private final Core core;
    private final Reconciler reconciler;
    private final OutcomeQueue outcomes;
    private final Control control;
    private final Definitions definitions;

    CheckIn(Core core, Reconciler reconciler, OutcomeQueue outcomes, Control control) {
        this.core = core;
        this.reconciler = reconciler;
        this.outcomes = outcomes;
        this.control = control;
        this.definitions = new Definitions(core);
    }

    /** Shows that this node lives; on a thread of its own, so that others see it while it looks after much. */
    void beat() {
        core.store().writeOnly(this::beat);
        core.beats().awake();
    }

    /** Repairs what nobody moves, and records what could not be recorded before. */
    void look() {
        if (core.isClosing()) {
            outcomes.flush();
            return;
        }
        reconciler.check();
        control.check();
        new Removals(core).sweep();
        if (core.settings().clustered()) {
            definitions.compare();
        }
    }

    /** Takes back what this node has said of itself. */
    void leave() {
        if (core.settings().clustered()) {
            core.store().writeOnly(session -> session.registrations().remove(core.node()));
        }
    }

    private void beat(Session session) {
        session.attempts().beat(core.node());
        if (core.settings().clustered()) {
            session.slots().beatLeases(core.node());
            definitions.beat(session);
        }
    }
}

package dev.avow.engine.history;

import dev.avow.engine.gate.PrivateCheck;
import java.util.List;

/**
 * All that is known of one run, but its older events.
 *
 * @param declaration the text of its stored bytes
 * @param privateValues whether the texts of its private values are kept and have the declared HMACs, or were erased; texts
 *     themselves are never shown
 * @param reviews who approved or rejected it, or that nobody did in time; oldest first
 * @param denials by the gate, oldest first
 * @param newest the newest events, at most {@value History#EVENTS}
 */
public record RunDetail(
        RunView run,
        String declaration,
        PrivateCheck.State privateValues,
        List<AttemptView> attempts,
        List<ReviewView> reviews,
        List<DenialView> denials,
        EventPage newest) {

    /** Returns this with other events of the run. */
    public RunDetail with(EventPage events) {
        return new RunDetail(run, declaration, privateValues, attempts, reviews, denials, events);
    }

    /** Returns the newest events, oldest first. */
    public List<EventView> events() {
        return newest.items();
    }
}

package dev.avow.engine.history;

import java.util.List;

/**
 * Some events of a run, oldest first.
 *
 * @param earlier how many events the run has before them
 */
public record EventPage(List<EventView> items, long earlier) {

    public EventPage {
        items = List.copyOf(items);
    }
}

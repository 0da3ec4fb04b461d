package dev.avow.engine.history;

import java.util.List;
import java.util.Optional;

/**
 * A page of a longer list.
 *
 * @param next what to give for the page after this one; empty if this is the last
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }
}

package dev.avow.engine.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What beans of a test did, in order. */
@ApplicationScoped
class Happened {

    private final List<String> events = new CopyOnWriteArrayList<>();

    void add(String event) {
        events.add(event);
    }

    /** Returns the list itself, which outlives the container. */
    List<String> events() {
        return events;
    }
}

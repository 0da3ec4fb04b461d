package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of a definition, so that a person sees all of them at once. */
final class Faults {

    private final String subject;
    private final List<String> found;

    Faults(String subject) {
        this(subject, List.of());
    }

    private Faults(String subject, List<String> found) {
        this.subject = subject;
        this.found = new ArrayList<>(found);
    }

    /** Returns a copy, which collects on its own. */
    Faults copy() {
        return new Faults(subject, found);
    }

    /** Adds a fault: a predicate of the subject, and what to do, without the last full stop. */
    void add(String fault) {
        found.add(fault);
    }

    void refuse() {
        if (found.size() == 1) {
            throw new EngineException(subject + " " + found.get(0) + ".");
        }
        if (!found.isEmpty()) {
            StringBuilder message = new StringBuilder(subject + " has " + found.size() + " faults. Mend all of them:");
            found.forEach(fault -> message.append("\n  it ").append(fault).append('.'));
            throw new EngineException(message.toString());
        }
    }
}

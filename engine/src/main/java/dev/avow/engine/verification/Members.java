package dev.avow.engine.verification;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import java.util.Optional;
import java.util.Set;

/** The names of the members of a body: it has all of the first, some of the others, and no more. */
record Members(Set<String> needed, Set<String> others) {

    static Members none() {
        return of();
    }

    static Members of(String... needed) {
        return new Members(Set.of(needed), Set.of());
    }

    Members and(String... more) {
        return new Members(needed, Set.of(more));
    }

    /** Returns what does not fit, or empty if all does. */
    Optional<String> fault(JsonObject body) {
        int found = 0;
        for (String name : body.members().keySet()) {
            if (needed.contains(name)) {
                found++;
            } else if (!others.contains(name)) {
                return Optional.of("no member " + Printable.quoted(name));
            }
        }
        return found == needed.size()
                ? Optional.empty()
                : needed.stream()
                        .sorted()
                        .filter(name -> body.find(name).isEmpty())
                        .findFirst()
                        .map(name -> "a member '" + name + "'");
    }
}

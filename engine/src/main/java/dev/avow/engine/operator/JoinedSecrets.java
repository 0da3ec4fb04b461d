package dev.avow.engine.operator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Several sources of secrets, of which the first that has one gives it. */
final class JoinedSecrets implements Secrets {

    private final List<Secrets> sources;

    JoinedSecrets(List<Secrets> sources) {
        this.sources = sources;
    }

    @Override
    public Set<String> names() {
        Set<String> all = new TreeSet<>();
        sources.forEach(source -> all.addAll(source.names()));
        return all;
    }

    @Override
    public Optional<String> find(String name) {
        return sources.stream().flatMap(source -> source.find(name).stream()).findFirst();
    }

    @Override
    public String toString() {
        return sources.toString();
    }
}

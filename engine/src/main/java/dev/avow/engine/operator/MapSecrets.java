package dev.avow.engine.operator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Secrets that the application has itself. */
final class MapSecrets implements Secrets {

    private final Map<String, String> values;

    MapSecrets(Map<String, String> values) {
        this.values = new TreeMap<>(values);
        this.values.forEach(SecretValues::checked);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public String toString() {
        return "secrets " + values.keySet();
    }
}

package dev.avow.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a process measured of itself, by name, in the order in which it said it. */
final class Said {

    private final Map<String, Double> values;

    Said(Map<String, Double> values) {
        this.values = new LinkedHashMap<>(values);
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** @throws IllegalStateException if it did not say that */
    double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("process did not say '" + name + "', but " + values);
        }
        return value;
    }
}

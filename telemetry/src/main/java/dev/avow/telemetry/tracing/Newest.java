package dev.avow.telemetry.tracing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers so many attempts, and forgets the oldest; threads may share it. */
final class Newest<T> {

    private final int capacity;
    private final Map<AttemptKey, T> values = new LinkedHashMap<>();

    Newest(int capacity) {
        this.capacity = capacity;
    }

    synchronized T getOrMake(AttemptKey key, Supplier<T> made) {
        T value = values.computeIfAbsent(key, unused -> made.get());
        if (values.size() > capacity) {
            values.remove(values.keySet().iterator().next());
        }
        return value;
    }

    synchronized Optional<T> find(AttemptKey key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized Optional<T> remove(AttemptKey key) {
        return Optional.ofNullable(values.remove(key));
    }
}

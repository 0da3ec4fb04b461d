package dev.avow.engine.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers some of what was read last, so that memory stays the same however much is read. */
final class Recent<V> {

    private final Map<String, V> values;

    Recent(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    Optional<V> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    void put(String key, V value) {
        values.put(key, value);
    }
}

package dev.avow.engine.operator;

import dev.avow.engine.identity.Printable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The declared connection of one attempt, with the values that its secrets had when the gate permitted it; immutable. */
public final class OpenConnection {

    private final String name;
    private final Map<String, String> values;
    private final SortedSet<String> secretKeys;

    /**
     * @param connection whose settings these are
     * @param secrets the values of all its secrets, by key
     */
    public OpenConnection(Connection connection, Map<String, String> secrets) {
        this.name = connection.name();
        this.values = new TreeMap<>(connection.settings());
        this.values.putAll(secrets);
        this.secretKeys = Collections.unmodifiableSortedSet(new TreeSet<>(secrets.keySet()));
    }

    public String name() {
        return name;
    }

    /** Returns the keys under which it has secrets, and no settings. */
    public SortedSet<String> secretKeys() {
        return secretKeys;
    }

    /** Returns the keys of all settings and secrets. */
    public SortedSet<String> keys() {
        return new TreeSet<>(values.keySet());
    }

    /** Returns the value of a setting or secret, or empty if the connection has none under this key. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * Returns the value of a setting or secret.
     *
     * @throws OperatorException if the connection has none under this key
     */
    public String get(String key) {
        return find(key)
                .orElseThrow(() -> OperatorException.permanent("Connection '" + name + "' has no "
                        + Printable.quoted(key) + ". Add it with setting(key, value) or secret(key, name)."));
    }

    /** Shows the keys, and no values. */
    @Override
    public String toString() {
        return "connection '" + name + "' with " + values.keySet();
    }
}

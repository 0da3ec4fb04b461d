package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A named way to something outside, such as a database or a service: plain settings, and which secrets it needs; immutable,
 * each setting gives a changed copy. A declaration has only its name.
 *
 * @param name of the form {@code [a-z0-9][a-z0-9._-]{0,99}}
 * @param settings that are no secret, by key
 * @param secrets the names of the secrets, by key
 */
public record Connection(String name, SortedMap<String, String> settings, SortedMap<String, String> secrets) {

    /** The parameter under which a task declares the name of its connection. */
    public static final String PARAMETER = "connection";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    /** @throws EngineException if the name is not valid */
    public Connection {
        if (!isName(name)) {
            throw new EngineException("Connection name " + Printable.quoted(name)
                    + " is not valid. Use 1 to 100 of a-z," + " 0-9, '.', '_' and '-', with a letter or digit first.");
        }
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    /** Tells whether a text has the form of a connection's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Returns a connection without settings.
     *
     * @throws EngineException if the name is not valid
     */
    public static Connection named(String name) {
        return new Connection(name, new TreeMap<>(), new TreeMap<>());
    }

    /**
     * Returns this connection with a setting that is no secret, such as a URL or a user.
     *
     * @throws EngineException if the key is used already
     */
    public Connection setting(String key, String value) {
        return new Connection(name, plus(settings, key, value), secrets);
    }

    /**
     * Returns this connection with a secret, whose value is looked up for each attempt.
     *
     * @param secret the name by which {@link Secrets} has it
     * @throws EngineException if the key is used already
     */
    public Connection secret(String key, String secret) {
        return new Connection(name, settings, plus(secrets, key, secret));
    }

    private SortedMap<String, String> plus(Map<String, String> map, String key, String value) {
        if (settings.containsKey(key) || secrets.containsKey(key)) {
            throw new EngineException(
                    "Connection '" + name + "' has " + Printable.quoted(key) + " twice. Set it once.");
        }
        SortedMap<String, String> more = new TreeMap<>(map);
        more.put(key, value);
        return more;
    }

    /** Shows the keys, and no values. */
    @Override
    public String toString() {
        return "connection '" + name + "' with settings " + settings.keySet() + " and secrets " + secrets.keySet();
    }
}

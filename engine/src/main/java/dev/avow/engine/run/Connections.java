package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.OpenConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connections that this node has, by name; threads may share it. */
final class Connections {

    private final Map<String, Connection> byName = new TreeMap<>();

    /** @throws EngineException if two have one name */
    Connections(Collection<Connection> all) {
        all.forEach(connection -> {
            if (byName.putIfAbsent(connection.name(), connection) != null) {
                throw new EngineException("Two connections are named '" + connection.name()
                        + "'. Give each connection a name of its own.");
            }
        });
    }

    /** Returns the names of all secrets that connections refer to. */
    List<String> secrets() {
        return byName.values().stream()
                .flatMap(connection -> connection.secrets().values().stream())
                .distinct()
                .toList();
    }

    Optional<Connection> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Returns the name of the connection that is declared, if one is.
     *
     * @throws EngineException if the parameter is no name
     */
    static Optional<String> declared(JsonValue parameter) {
        if (parameter instanceof JsonString name && Connection.isName(name.value())) {
            return Optional.of(name.value());
        }
        throw new EngineException("Parameter '" + Connection.PARAMETER
                + "' is not a connection's name. Give a name as text, without places for variables.");
    }

    /** Returns the name of the connection that a run declares, if it does. */
    static Optional<String> of(Declaration declaration) {
        return declaration.parameters().find(Connection.PARAMETER).flatMap(Connections::declared);
    }

    /**
     * Opens a connection.
     *
     * @param values of the secrets, by name
     * @throws EngineException if this node does not have it, or a secret of it is not there
     */
    OpenConnection open(String name, Map<String, String> values) {
        Connection connection = find(name)
                .orElseThrow(() -> new EngineException(
                        "this node has no connection '" + name + "'. Give it with connection(...)"));
        Map<String, String> secrets = new TreeMap<>();
        connection.secrets().forEach((key, secret) -> {
            String value = values.get(secret);
            if (value == null) {
                throw new EngineException("this node has no secret '" + secret + "' for '" + key + "' of connection '"
                        + name + "'. Put it where secrets are found");
            }
            secrets.put(key, value);
        });
        return new OpenConnection(connection, secrets);
    }
}

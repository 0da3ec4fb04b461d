package dev.avow.operators.model;

import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.util.List;
import java.util.Optional;

/** A connection to an endpoint that speaks OpenAI's protocol; one connection serves chats, batches and embeddings. */
public final class ModelConnection {

    private static final List<String> KEYS = List.of("api_key", "base_url", "organization", "project", "stream");

    private ModelConnection() {}

    /**
     * Returns the connection as it is.
     *
     * @throws OperatorException if it has a setting or secret under a key that is not known, such as {@code baseUrl}, which would
     *     send what is asked elsewhere than was meant, or no {@code base_url}; for good
     */
    public static OpenConnection checked(OpenConnection connection) {
        connection.keys().stream()
                .filter(key -> !KEYS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw OperatorException.permanent("Connection '" + connection.name() + "' has "
                            + Printable.quoted(key) + ", which is not known. Use only " + String.join(", ", KEYS)
                            + ".");
                });
        Optional<String> url = connection.find("base_url");
        if (url.isEmpty()) {
            throw OperatorException.permanent("Connection '" + connection.name()
                    + "' has no 'base_url', and there is no default. Add it with setting(\"base_url\", url), such as"
                    + " https://api.openai.com/v1.");
        }
        return connection;
    }
}

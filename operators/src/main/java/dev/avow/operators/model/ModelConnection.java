package dev.avow.operators.model;

import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A connection to an endpoint that speaks OpenAI's protocol; one connection serves chats, batches and embeddings. */
public final class ModelConnection {

    private static final List<String> KEYS = List.of("api_key", "base_url", "organization", "project", "stream");

    private ModelConnection() {}

    /**
     * Returns the connection as it is.
     *
     * @throws OperatorException if it has a secret under a key that is not known, a setting under a known key that is written
     *     otherwise, such as {@code baseUrl}, or no {@code base_url}; for good
     */
    public static OpenConnection checked(OpenConnection connection) {
        Stream.concat(connection.secretKeys().stream(), KEYS.stream().flatMap(ModelConnection::otherwise))
                .filter(key -> !KEYS.contains(key))
                .filter(key -> connection.find(key).isPresent())
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

    /** Returns how a key may be written by mistake; a connection does not list its settings, so each is looked up. */
    private static Stream<String> otherwise(String key) {
        int cut = key.indexOf('_');
        String upper = key.toUpperCase(Locale.ROOT);
        return cut < 0
                ? Stream.of(upper)
                : Stream.of(
                        upper,
                        key.replace("_", ""),
                        key.replace('_', '-'),
                        key.replace('_', '.'),
                        key.substring(0, cut) + upper.charAt(cut + 1) + key.substring(cut + 2),
                        key.substring(0, cut) + upper.substring(cut + 1));
    }
}

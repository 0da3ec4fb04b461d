package dev.avow.operators.batch;

import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.model.ModelConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** Where a connection leads: the base of all addresses, and the key. */
record Endpoint(URI base, Optional<String> key) {

    static Endpoint of(OpenConnection connection) {
        ModelConnection.checked(connection);
        return new Endpoint(base(connection), connection.find("api_key").map(key -> checked(connection, key)));
    }

    /** Returns a request of a path below the base, such as {@code /batches}. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private static URI base(OpenConnection connection) {
        String text = connection.get("base_url").replaceAll("/+$", "");
        try {
            URI base = new URI(text);
            if (base.getHost() != null
                    && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
                    && base.getUserInfo() == null
                    && base.getQuery() == null
                    && base.getFragment() == null) {
                return base;
            }
        } catch (java.net.URISyntaxException e) {
            throw noUrl(connection); // why: its message has the text, which may hold a password
        }
        throw noUrl(connection);
    }

    private static OperatorException noUrl(OpenConnection connection) {
        return OperatorException.permanent("Connection '" + connection.name()
                + "' has a 'base_url' that is no plain http or https URL. Give one such as https://api.openai.com/v1.");
    }

    private static String checked(OpenConnection connection, String key) {
        // why: the HTTP client quotes a header that it refuses
        if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw OperatorException.permanent(
                    "Connection '" + connection.name()
                            + "' has an 'api_key' that is empty, or has a character that a header cannot have. Give the key alone.");
        }
        return key;
    }

    /** Shows the base, and not the key. */
    @Override
    public String toString() {
        return base.toString();
    }
}

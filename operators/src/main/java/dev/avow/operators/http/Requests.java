package dev.avow.operators.http;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the requests of one attempt: the declared one, and those that redirects lead to. */
final class Requests {

    private static final String AUTHORIZATION = "Authorization";
    private static final String KEY = "Idempotency-Key";
    private static final Duration NO_TIMEOUT_DECLARED = Duration.ofMinutes(1);

    private final HttpParameters parameters;
    private final DeclaredRun run;

    Requests(HttpParameters parameters, DeclaredRun run) {
        this.parameters = parameters;
        this.run = run;
    }

    Duration timeout() {
        return run.declaration().constraints().timeout().orElse(NO_TIMEOUT_DECLARED);
    }

    URI url() {
        return parameters.connection().isPresent()
                ? Target.below(run.connection(), parameters.url())
                : URI.create(parameters.url());
    }

    HttpRequest first() throws IOException {
        return request(parameters.method(), url());
    }

    /**
     * Returns the request after a redirect: without a body where browsers drop it too.
     *
     * @throws OperatorException if there is a connection, and the redirect leads out of its base URL
     */
    HttpRequest redirected(int status, String method, URI to) throws IOException {
        if (parameters.connection().isPresent() && !Target.isBelow(run.connection(), to)) {
            throw OperatorException.permanent("Server '" + Target.origin(to) + "' redirects to a path that is not below"
                    + " '" + Target.BASE_URL + "' of connection '"
                    + run.connection().name()
                    + "'. Correct the path or the connection.");
        }
        boolean changed = (status == 303 && !method.equals("HEAD")) || (status <= 302 && method.equals("POST"));
        return request(changed ? "GET" : method, to);
    }

    private HttpRequest request(String method, URI url) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(method, method.equals(parameters.method()) ? body() : BodyPublishers.noBody())
                // why: a plain server may not understand the offer of another version
                .version(url.getScheme().equals("https") ? Version.HTTP_2 : Version.HTTP_1_1);
        fields(method).forEach(request::setHeader);
        return request.build();
    }

    private BodyPublisher body() throws IOException {
        if (parameters.bodySource().isPresent()) {
            return BodyPublishers.ofFile(parameters.bodySource().get().of(run).path());
        }
        return parameters.body().isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(parameters.body().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> fields(String method) {
        TreeMap<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (parameters.isUnsafe() && method.equals(parameters.method())) {
            key().ifPresent(key -> fields.put(KEY, key));
        }
        fields.putAll(parameters.headers());
        if (parameters.connection().isPresent()) {
            addSecrets(fields, run.connection());
        }
        return fields;
    }

    private void addSecrets(Map<String, String> fields, OpenConnection connection) {
        connection
                .find("token")
                .ifPresent(token -> fields.put(AUTHORIZATION, "Bearer " + valid(connection, "token", token)));
        connection
                .find("authorization")
                .ifPresent(value -> fields.put(AUTHORIZATION, valid(connection, "authorization", value)));
        parameters
                .connectionHeaders()
                .forEach((field, key) -> fields.put(field, valid(connection, key, connection.get(key))));
    }

    private static String valid(OpenConnection connection, String key, String value) {
        if (!HeaderRules.isValue(value)) {
            throw OperatorException.permanent("Value '" + key + "' of connection '" + connection.name()
                    + "' cannot stand in a header: it has other characters than printable ASCII, or spaces around it."
                    + " Correct the secret.");
        }
        return value;
    }

    private Optional<String> key() {
        return switch (parameters.key()) {
            case HttpParameters.IDENTITY -> Optional.of(run.identity().toString());
            case HttpParameters.ATTEMPT -> Optional.of(run.identity() + "/" + run.attempt());
            default -> Optional.empty();
        };
    }
}

package dev.avow.operators.http;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.ParameterReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * A declared request, for operators that send one; {@link HttpOperator} lists its parameters. Immutable.
 *
 * <p>The whole exchange, redirects and body included, has the declared timeout of the attempt; without one, a minute.
 */
public final class HttpCall {

    private static final int MOST_REDIRECTS = 5;

    private final HttpParameters parameters;

    private HttpCall(HttpParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads a request of any method.
     *
     * @throws OperatorException if a parameter is missing or bad
     */
    public static HttpCall read(ParameterReader in) {
        return new HttpCall(HttpParameters.read(in));
    }

    /**
     * Reads a request that changes nothing there, {@code GET} or {@code HEAD}: it has no body and no idempotency key.
     *
     * @throws OperatorException if a parameter is missing or bad
     */
    public static HttpCall readSafe(ParameterReader in) {
        return new HttpCall(HttpParameters.readSafe(in));
    }

    /** Returns what is wrong with a declaration for this request, or empty. */
    public Optional<String> objection(Declaration declaration) {
        return parameters.bodySource().flatMap(source -> source.objection(declaration));
    }

    /** Tells whether an answer has one of the expected statuses. */
    public boolean isExpected(Answer answer) {
        return parameters.isExpected(answer.status());
    }

    /** Returns method, scheme and host, for messages; path and query may hold what is private. */
    public String shown(DeclaredRun run) {
        return parameters.method() + " at " + Target.origin(new Requests(parameters, run).url());
    }

    /**
     * Sends the request, and returns the answer, whatever its status.
     *
     * @param client that follows no redirects by itself
     * @throws OperatorException if a value of the connection or a redirect cannot be used, or the body is above the limit,
     *     for good; if the exchange takes too long, retriable
     * @throws IOException if there is no answer, or only a part of one
     * @throws InterruptedException if the thread is interrupted; the exchange is cut off
     */
    public Answer send(DeclaredRun run, HttpClient client) throws IOException, InterruptedException {
        Requests requests = new Requests(parameters, run);
        Exchange exchange = new Exchange(client, parameters.maxBytes(), requests.timeout());
        HttpRequest request = requests.first();
        for (int redirects = 0; ; redirects++) {
            Answer answer = exchange.send(request);
            Optional<String> location = location(answer);
            if (location.isEmpty()) {
                return answer;
            }
            if (redirects == MOST_REDIRECTS) {
                throw OperatorException.permanent("Server '" + Target.origin(request.uri()) + "' redirected more than "
                        + MOST_REDIRECTS + " times. Declare the URL that it leads to.");
            }
            request = requests.redirected(answer.status(), request.method(), next(request.uri(), location.get()));
        }
    }

    private Optional<String> location(Answer answer) {
        boolean redirect = switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        return parameters.followsRedirects() && redirect && !isExpected(answer)
                ? answer.headers().firstValue("Location")
                : Optional.empty();
    }

    private static URI next(URI from, String location) {
        return Target.redirected(from, location)
                .orElseThrow(() -> OperatorException.permanent("Server '" + Target.origin(from)
                        + "' redirects to another scheme, host or port. Declare the URL that it leads to."));
    }
}

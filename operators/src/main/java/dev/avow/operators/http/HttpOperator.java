package dev.avow.operators.http;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.OutputAdvice;
import dev.avow.operators.ParameterReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Sends one HTTP request, and keeps the body of the answer. Threads may share it.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code url}</td><td>must be given. Without a connection a full URL, {@code https://} or, if written out,
 *     {@code http://}, without a user; with a connection a path below its {@code base_url}, so that its secrets go nowhere
 *     else</td></tr>
 * <tr><td>{@code method}</td><td>{@code GET} (default), {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH},
 *     {@code DELETE}</td></tr>
 * <tr><td>{@code headers}</td><td>an object of names and values in printable ASCII; none by default. Those that carry
 *     secrets, such as {@code Authorization}, and those that the client sets, such as {@code Host}, are refused</td></tr>
 * <tr><td>{@code body}</td><td>a text, sent in UTF-8; none by default</td></tr>
 * <tr><td>{@code body_source}</td><td>what is sent instead, {@code input:NAME} or {@code upstream:TASK/OUTPUT}; nothing by
 *     default</td></tr>
 * <tr><td>{@code expected_statuses}</td><td>an array of statuses, 200 to 599, or {@code "2xx"}, the default</td></tr>
 * <tr><td>{@code max_bytes}</td><td>of the answer's body, 1 to 67,108,864; 1,048,576</td></tr>
 * <tr><td>{@code redirects}</td><td>{@code never} (default), or {@code same_host}: up to five, to the same scheme, host and
 *     port</td></tr>
 * <tr><td>{@code idempotency_key}</td><td>what {@code Idempotency-Key} has in all methods but {@code GET} and {@code HEAD}:
 *     {@code identity} (default), the same in all attempts of a run, also in those of a {@code rerun}; {@code attempt}, the
 *     identity, {@code /} and the attempt's number; {@code none}. A declared header of that name wins</td></tr>
 * <tr><td>{@code connection}</td><td>the name of a connection; none by default. Setting {@code base_url}; secret
 *     {@code token} for {@code Authorization: Bearer}, or {@code authorization} for the whole value</td></tr>
 * <tr><td>{@code connection_headers}</td><td>an object: which other header field has which value of the connection, by its
 *     key; none by default</td></tr>
 * </table>
 *
 * <p>Output {@code body}, with the media type of the answer, {@code application/octet-stream} where that is missing or
 * not valid. Notes: {@code status}, {@code bytes}. Both are kept of an unexpected status that is not retriable, too.
 *
 * <p>The whole exchange has the declared timeout; without one, a minute. Statuses 408, 425, 429 and from 500 may be retried,
 * not before {@code Retry-After}; so may no answer, a part of one and an exchange that takes too long. Other unexpected
 * statuses, a body above the limit, a redirect elsewhere and a value of the connection that cannot stand in a header fail for
 * good.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110: HTTP</a>
 */
public final class HttpOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "http";

    /** The name of the output. */
    public static final String OUTPUT = "body";

    private final HttpClient client;

    /** Makes an operator with the client of the JDK. */
    public HttpOperator() {
        this(HttpClient.newHttpClient());
    }

    private HttpOperator(HttpClient client) {
        this.client = client;
    }

    /**
     * Returns an operator with a client of the application, such as one with certificates or a proxy of its own.
     *
     * @throws IllegalArgumentException if it follows redirects by itself
     */
    public static HttpOperator with(HttpClient client) {
        return new HttpOperator(HttpClients.checked(client));
    }

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        ParameterReader in = new ParameterReader(NAME, defined);
        HttpCall.read(in);
        return in.done();
    }

    /** Objects to a body that is not declared. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        return call(declaration).objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        HttpCall call = call(run.declaration());
        Answer answer = call.send(run, client);
        OperatorResult result = call.isExpected(answer) ? OperatorResult.success() : unexpected(call, answer, run);
        return result.output(OUTPUT, answer.mediaType(), answer.body())
                .note("status", new JsonInteger(answer.status()))
                .note("bytes", new JsonInteger(answer.body().length));
    }

    private static HttpCall call(Declaration declaration) {
        return HttpCall.read(new ParameterReader(NAME, declaration.parameters()));
    }

    private static OperatorResult unexpected(HttpCall call, Answer answer, DeclaredRun run) {
        String what = "Status " + answer.status() + " of " + call.shown(run) + " is not expected. ";
        if (answer.isRetriable()) {
            String message = what + "Try again later, or see what is wrong there.";
            throw answer.retryAfter(run.now())
                    .map(wait -> OperatorException.retriableAfter(wait, message, null))
                    .orElseGet(() -> OperatorException.retriable(message));
        }
        return OperatorResult.failure(
                what + OutputAdvice.read(run, "body")
                        + ". Then correct the request, or add the status to expected_statuses.",
                false);
    }
}

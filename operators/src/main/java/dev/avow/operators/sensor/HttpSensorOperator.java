package dev.avow.operators.sensor;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.http.Answer;
import dev.avow.operators.http.HttpClients;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until a server answers with an expected status. Between two pokes the attempt is deferred and has no thread. Threads
 * may share it.
 *
 * <p>Parameters {@code url}, {@code headers}, {@code expected_statuses}, {@code max_bytes}, {@code redirects},
 * {@code connection} and {@code connection_headers} are those of {@link dev.avow.operators.http.HttpOperator}. Besides:
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code method}</td><td>{@code GET} (default) or {@code HEAD}</td></tr>
 * <tr><td>{@code waiting_statuses}</td><td>an array of other statuses, 200 to 599, that say: not yet; {@code [404]}</td></tr>
 * <tr><td>{@code poke_interval}</td><td>between two pokes, a duration of one second to a day; {@code PT1M}</td></tr>
 * <tr><td>{@code patience}</td><td>from the first poke to the last, a duration up to 365 days; {@code PT24H}</td></tr>
 * </table>
 *
 * <p>Output {@code observed}, canonical JSON: {@code status}, {@code bytes} and {@code digest} of the body, and {@code etag}
 * and {@code last_modified} where the server gave them. Output {@code body}: what was observed, with its media type. A task
 * after it has the digests of both in its declaration. Note: {@code pokes}.
 *
 * <p>No answer, a status that may be retried, such as 503, and a timeout are waited for as well; the next poke is not before
 * {@code Retry-After}. When patience is over, other statuses, and all else that fails a request for good fail for good.
 */
public final class HttpSensorOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "http-sensor";

    /** The name of the output that says what was observed. */
    public static final String OUTPUT = Sensing.OBSERVED;

    /** The name of the output that is the body. */
    public static final String BODY = "body";

    private final HttpClient client;

    /** Makes a sensor with the client of the JDK. */
    public HttpSensorOperator() {
        this(HttpClient.newHttpClient());
    }

    private HttpSensorOperator(HttpClient client) {
        this.client = client;
    }

    /**
     * Returns a sensor with a client of the application, such as one with certificates or a proxy of its own.
     *
     * @throws IllegalArgumentException if it follows redirects by itself
     */
    public static HttpSensorOperator with(HttpClient client) {
        return new HttpSensorOperator(HttpClients.checked(client));
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
        return HttpSensorParameters.read(defined).all();
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        return HttpSensorParameters.read(declaration.parameters()).call().objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        HttpSensorParameters parameters =
                HttpSensorParameters.read(run.declaration().parameters());
        return Sensing.poke(run, parameters.patience(), seen -> look(parameters, run));
    }

    private Look look(HttpSensorParameters parameters, DeclaredRun run) throws InterruptedException {
        try {
            return look(parameters, run, parameters.call().send(run, client));
        } catch (IOException e) {
            return Look.notYet("the last poke failed: " + e.getMessage());
        } catch (OperatorException e) {
            return Sensing.failed(e);
        }
    }

    private static Look look(HttpSensorParameters parameters, DeclaredRun run, Answer answer) {
        if (parameters.call().isExpected(answer)) {
            return Look.found(Sensing.observed(observed(answer)).output(BODY, answer.mediaType(), answer.body()));
        }
        String status = "status " + answer.status() + " of " + parameters.call().shown(run);
        if (parameters.waiting().contains(answer.status()) || answer.isRetriable()) {
            return Look.notYet(status + " is not an expected one")
                    .waiting(answer.retryAfter(run.now()).orElse(Duration.ZERO));
        }
        throw OperatorException.permanent("A poke ended with " + status
                + ", which is not expected. Correct the request, or add the status to waiting_statuses.");
    }

    private static JsonObject observed(Answer answer) {
        JsonObject.Builder observed = JsonObject.builder()
                .put("status", answer.status())
                .put("bytes", answer.body().length)
                .put("digest", answer.digest().text());
        answer.headers().firstValue("ETag").ifPresent(etag -> observed.put("etag", etag));
        answer.headers().firstValue("Last-Modified").ifPresent(moment -> observed.put("last_modified", moment));
        return observed.build();
    }
}

package dev.avow.operators.batch;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.batch.ProviderBatch.Owner;
import dev.avow.operators.model.ModelNames;
import dev.avow.operators.records.RecordReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a model about each record by the provider's batch API, as OpenAI has it: files and batches. The attempt waits
 * without a thread until the batch is done. Threads may share it.
 *
 * <p>A request has the messages of the declared prompt, and then the record's text as a message from the user. What is sent
 * as {@code model} is {@link dev.avow.operators.model.ModelNames#sent}.
 *
 * <table>
 * <caption>Parameters, beside those of {@link dev.avow.operators.records.RecordParameters}</caption>
 * <tr><td>{@code connection}</td><td>the name of a connection with the setting {@code base_url}, such as
 *     {@code https://api.openai.com/v1}, and the secret {@code api_key}, if the endpoint asks for one</td></tr>
 * <tr><td>{@code max_records}</td><td>1 to 100,000; 50,000</td></tr>
 * <tr><td>{@code max_characters}</td><td>of one record, 1 to 1,000,000; 100,000</td></tr>
 * <tr><td>{@code temperature}, {@code top_p}, {@code top_k}, {@code frequency_penalty}, {@code presence_penalty},
 *     {@code max_tokens}, {@code seed}, {@code stop_sequences}</td><td>as {@link dev.avow.operators.chat.Decoding} reads them,
 *     sent where they are given</td></tr>
 * <tr><td>{@code completion_window}</td><td>within which the provider shall answer; {@code 24h}</td></tr>
 * <tr><td>{@code patience}</td><td>how long the attempt waits for its batch, from its first call on, PT1M to PT720H;
 *     PT25H</td></tr>
 * <tr><td>{@code poll_interval}</td><td>between two looks at the batch, PT1S to PT24H; PT1M</td></tr>
 * <tr><td>{@code max_faults}</td><td>faults of the API in a row before the attempt gives up, 1 to 10,000; 60</td></tr>
 * <tr><td>{@code max_errors}</td><td>failed requests that are no failure of the attempt, 0 to 100,000; 0</td></tr>
 * <tr><td>{@code cut}</td><td>whether an answer that the limit of tokens cut is an error, {@code fail}, or kept as an
 *     answer, {@code keep}; {@code fail}</td></tr>
 * <tr><td>{@code max_request_bytes}</td><td>of the file of requests, 1 to 1,048,576,000; 104,857,600</td></tr>
 * <tr><td>{@code max_answer_bytes}</td><td>of each file of answers, which is held in memory, 1 to 268,435,456;
 *     67,108,864</td></tr>
 * </table>
 *
 * <p>Outputs, of media type {@value #MEDIA_TYPE}, both in the order of the records: {@code answers} has a line
 * {@code {"id","answer","finish_reason"}} for each good answer, and {@code errors} a line
 * {@code {"id","code","status","message"}} for each other record. Codes are the provider's, and {@code missing} (no answer
 * at all), {@code cut} (the line has the {@code answer}), {@code content_filter} (the provider withheld it), {@code refusal},
 * {@code no_answer}. Both are kept also where the
 * attempt fails because of too many errors.
 *
 * <p>Notes: {@code batch}, {@code failed}, {@code input_tokens} and {@code output_tokens} of all answers together,
 * {@code response_model}, {@code system_fingerprint}, and {@code deviated}: whether one was answered by another model than
 * the declared one. Of several names the first 20 are noted.
 *
 * <p>The first call only defers, so that the engine knows the attempt before anything is submitted. The second one looks in
 * the provider's list for a batch whose metadata {@code avow_identity} and {@code avow_attempt} are those of this attempt,
 * and submits one if there is none. So a crash in between, or an answer that is lost, submits nothing twice, with two
 * exceptions that only a provider could close: its list does not yet show a batch that it has made, or it does not keep
 * metadata. The idempotency key that is sent along helps where a provider heeds it.
 *
 * <p>Status 408, 409, 425, 429 and 5xx, no answer, and one that is not understood, defer the attempt by the poll interval, or by
 * {@code Retry-After} if that is longer; once the batch is submitted any other status does too. Other failures: a refusal
 * before the batch is submitted, a batch that fails or is cancelled at the provider, and bad records fail for good; an
 * expired batch, one that is not done within the patience, and too many faults may be retried. A batch that is given up is
 * cancelled, as far as the provider listens; a run that is cancelled leaves its batch alone.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/batch">OpenAI: the batch API</a>
 */
public final class BatchChatOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "batch-chat";

    /** The name of the output with the answers. */
    public static final String ANSWERS = "answers";

    /** The name of the output with the requests that failed. */
    public static final String ERRORS = "errors";

    /** The media type of the outputs. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // why: another host must not get the key
            .connectTimeout(CONNECT)
            .build();

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.MODEL, Component.PARAMETERS, Component.CONTEXT);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return BatchParameters.read(defined).all();
    }

    /** Objects to a source that is not declared, and to a model that is declared by digest. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        return declaration
                .model()
                .flatMap(ModelNames::unchecked)
                .or(() ->
                        BatchParameters.read(declaration.parameters()).records().objection(declaration));
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        BatchParameters parameters = BatchParameters.read(run.declaration().parameters());
        Model model = run.declaration()
                .model()
                .orElseThrow(() -> OperatorException.permanent(
                        "Operator 'batch-chat' needs a model, and none is declared. Add model(...) to the task."));
        Endpoint endpoint = Endpoint.of(run.connection());
        if (run.deferred().isEmpty()) {
            RecordReader.read(parameters.records(), run); // why: bad ones end the attempt before anything is sent
            return OperatorResult.defer(run.now(), BatchState.first(run).toJson());
        }
        BatchApi api = new BatchApi(new Calls(http, run.now(), CALL), endpoint, Owner.of(run));
        return new BatchAttempt(run, parameters, model, api).goOn();
    }
}

package dev.avow.operators.chat;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.schema.AnswerSchema;
import java.util.Optional;

/**
 * Sends the declared prompt to the declared model, once an attempt. Threads may share it.
 *
 * <table>
 * <caption>Parameters; what has no default is sent only where it is given</caption>
 * <tr><td>{@code connection}</td><td>settings {@code base_url}, {@code organization}, {@code project}, {@code stream};
 *     secret {@code api_key}</td></tr>
 * <tr><td>{@code temperature}</td><td>a decimal, 0 to 2</td></tr>
 * <tr><td>{@code top_p}</td><td>a decimal, 0 to 1</td></tr>
 * <tr><td>{@code top_k}</td><td>from 1; not every endpoint takes it</td></tr>
 * <tr><td>{@code frequency_penalty}, {@code presence_penalty}</td><td>decimals, -2 to 2</td></tr>
 * <tr><td>{@code max_tokens}</td><td>of the answer, from 1</td></tr>
 * <tr><td>{@code seed}</td><td>an integer of 32 bits</td></tr>
 * <tr><td>{@code stop_sequences}</td><td>texts that end the answer</td></tr>
 * <tr><td>{@code output_schema}</td><td>a JSON schema, an object: the answer is a document of it</td></tr>
 * <tr><td>{@code tools}</td><td>see {@link Chats#offering}</td></tr>
 * <tr><td>{@code cut}</td><td>an answer that reached the most tokens: {@code fail} for good (default), or {@code keep}</td></tr>
 * </table>
 *
 * <p>Output {@code answer}, text or a JSON document; and {@code tool_calls}, a JSON array of {@code id}, {@code name} and
 * {@code arguments} (a text), if the model calls tools. Nothing executes them. A failure that has an answer keeps it as
 * {@code answer}.
 *
 * <p>Notes, as far as the provider gives them: {@code input_tokens}, {@code output_tokens}, {@code response_id},
 * {@code response_model}, {@code system_fingerprint}, {@code finish_reason}, and {@code deviated}: whether another model
 * answered than the declared one.
 *
 * <p>HTTP statuses 408, 409, 425, 429 and 5xx may be retried, not before what {@code Retry-After} says; so may timeouts,
 * broken connections, answers that cannot be read, and those that break the schema. Other statuses, a refusal, a filtered
 * or cut answer fail for good.
 */
public final class ChatOperator extends ModelOperator {

    /** The operator's name. */
    public static final String NAME = "chat";

    /** The name of the output that has the model's calls of tools. */
    public static final String TOOL_CALLS = "tool_calls";

    private ChatOperator(ChatProvider... providers) {
        super(NAME, "1", providers);
    }

    /**
     * Returns an operator that can call the models of these providers.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static ChatOperator with(ChatProvider... providers) {
        return new ChatOperator(providers);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return ChatParameters.read(defined).all();
    }

    /** Objects to a provider that is not here, to other tools than those described, and to another schema. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        ChatParameters parameters = ChatParameters.read(declaration.parameters());
        return super.objection(declaration)
                .or(() -> Tools.objection(parameters.tools(), declaration))
                .or(() -> objection(parameters.schema(), declaration));
    }

    private static Optional<String> objection(Optional<JsonObject> schema, Declaration declaration) {
        Optional<Digest> given = schema.map(json -> Digest.of(CanonicalJson.bytes(json)));
        return declaration
                .constraints()
                .outputSchema()
                .filter(digest -> !given.equals(Optional.of(digest)))
                .map(digest ->
                        "The declared output schema is not that of the parameter 'output_schema'. Give the digest"
                                + " of its canonical JSON, and declare the run again.\n  declared: " + digest
                                + "\n  found:    " + given.map(Digest::toString).orElse("none"));
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws InterruptedException {
        ChatParameters parameters = ChatParameters.read(run.declaration().parameters());
        Answer answer =
                models().ask(run, parameters.decoding(), parameters.schema(), Tools.specifications(parameters.tools()));
        if (answer.isFiltered()) {
            return answer.failure("The provider filtered the answer. Change the prompt.", false);
        }
        if (answer.isCut() && !parameters.keepsCut()) {
            return answer.failure(
                    "The answer is cut off at the most tokens. Raise max_tokens, or set cut to keep.", false);
        }
        return answer.toolCalls().isEmpty() ? checked(answer, parameters) : withCalls(answer);
    }

    private static OperatorResult checked(Answer answer, ChatParameters parameters) {
        Optional<String> fault =
                parameters.schema().flatMap(schema -> AnswerSchema.of(schema).fault(answer.text()));
        if (fault.isPresent()) {
            return answer.failure(
                    "The answer does not fit its schema: " + fault.get() + ". Try again, or change prompt or schema.",
                    true);
        }
        return answer.in(
                OperatorResult.success(),
                parameters.schema().isPresent() ? "application/json" : "text/plain; charset=utf-8");
    }

    private static OperatorResult withCalls(Answer answer) {
        return answer.in(OperatorResult.success(), "text/plain; charset=utf-8")
                .output(TOOL_CALLS, "application/json", Tools.calls(answer.toolCalls()));
    }
}

package dev.avow.operators.chat;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.TypedOutput;
import dev.avow.operators.schema.AnswerSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An answer that is to be a JSON document of a schema, and the failure that it is otherwise; immutable. */
public final class StructuredAnswer {

    private final Answer answer;
    private final Optional<OperatorResult> failure;

    private StructuredAnswer(Answer answer, JsonObject schema) {
        this.answer = answer;
        this.failure = failure(answer, schema);
    }

    /**
     * Asks the declared model once, with the declared prompt.
     *
     * @throws OperatorException if there is no answer; it says whether another attempt may help
     * @throws InterruptedException if the attempt is to end
     */
    public static StructuredAnswer ask(ChatModels models, DeclaredRun run, Decoding decoding, JsonObject schema)
            throws InterruptedException {
        return new StructuredAnswer(models.ask(run, decoding, Optional.of(schema), List.of()), schema);
    }

    /** Returns the failure, with the answer and notes, if the document is none of the schema. */
    public Optional<OperatorResult> failure() {
        return failure;
    }

    /** Returns the answer. */
    public Answer answer() {
        return answer;
    }

    /** Returns a success with the document as an output of this name, or the failure. */
    public OperatorResult as(String output) {
        return failure.orElseGet(() -> answer.noted(OperatorResult.success()
                .output(output, TypedOutput.MEDIA_TYPE, answer.text().getBytes(StandardCharsets.UTF_8))));
    }

    /** Returns a success with the document as a record, or the failure. */
    public <T extends Record> OperatorResult as(TypedOutput<T> output) {
        return failure.orElseGet(() -> answer.noted(OperatorResult.success().output(output, read(output))));
    }

    /** Returns the document as a record; only if there is no {@link #failure}. */
    public <T extends Record> T read(TypedOutput<T> output) {
        return output.read(answer.text().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<OperatorResult> failure(Answer answer, JsonObject schema) {
        if (answer.isFiltered()) {
            return Optional.of(answer.failure("The provider filtered the answer. Change the prompt.", false));
        }
        if (answer.isCut()) {
            return Optional.of(answer.failure("The answer is cut off at the most tokens. Raise max_tokens.", false));
        }
        return AnswerSchema.of(schema)
                .fault(answer.text())
                .map(fault -> answer.failure(
                        "The answer does not fit its schema: " + fault + ". Try again, or change prompt or schema.",
                        true));
    }
}

package dev.avow.operators.classify;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.TypedOutput;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.chat.ChatProvider;
import dev.avow.operators.chat.Decoding;
import dev.avow.operators.chat.ModelOperator;
import dev.avow.operators.chat.StructuredAnswer;
import dev.avow.operators.schema.RecordSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Lets the declared model choose one of the declared labels for what the prompt shows. Threads may share it.
 *
 * <p>Parameters: {@code labels}, 2 to 100 different texts that are not blank, must be given; {@code connection} and the
 * decoding parameters are those of {@link dev.avow.operators.chat.ChatOperator}.
 *
 * <p>Output {@code label}: a {@link Label}. Notes and failures are those of {@code chat}; an answer that is none of the
 * labels may be retried, and one that is cut fails for good. A failure keeps the answer as {@code answer}.
 */
public final class ClassifyOperator extends ModelOperator {

    /** The operator's name. */
    public static final String NAME = "classify";

    /** The output. */
    public static final TypedOutput<Label> LABEL = TypedOutput.of("label", Label.class);

    static final String LABELS = "labels";

    private static final int MOST_LABELS = 100;

    private ClassifyOperator(ChatProvider... providers) {
        super(NAME, "1", providers);
    }

    /**
     * Returns an operator that can call the models of these providers.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static ClassifyOperator with(ChatProvider... providers) {
        return new ClassifyOperator(providers);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return Parameters.read(defined).all();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws InterruptedException {
        Parameters parameters = Parameters.read(run.declaration().parameters());
        return StructuredAnswer.ask(models(), run, parameters.decoding(), schema(parameters.labels()))
                .as(LABEL);
    }

    private static JsonObject schema(List<String> labels) {
        return RecordSchema.object(Map.of(
                "label",
                JsonObject.builder()
                        .put("type", "string")
                        .put("enum", JsonArray.ofStrings(labels))
                        .build()));
    }

    /** @param all of them, as they are declared */
    private record Parameters(List<String> labels, Decoding decoding, JsonObject all) {

        /** @throws OperatorException if one is unknown, missing or bad */
        static Parameters read(JsonObject defined) {
            ParameterReader in = new ParameterReader(NAME, defined);
            in.connection();
            List<String> labels = in.strings(LABELS);
            if (labels.size() < 2
                    || labels.size() > MOST_LABELS
                    || new HashSet<>(labels).size() < labels.size()
                    || labels.stream().anyMatch(String::isBlank)) {
                throw in.bad(
                        LABELS, "has not 2 to " + MOST_LABELS + " different labels", "Give each once, and none blank");
            }
            return new Parameters(labels, Decoding.read(in), in.done());
        }
    }
}

package dev.avow.operators.extract;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.chat.ChatProvider;
import dev.avow.operators.chat.Decoding;
import dev.avow.operators.chat.ModelOperator;
import dev.avow.operators.chat.StructuredAnswer;

/**
 * Lets the declared model read a record from what the prompt shows. Threads may share it.
 *
 * <p>Parameters: {@code output_schema}, the JSON schema of the record, must be given; {@code connection} and the decoding
 * parameters are those of {@link dev.avow.operators.chat.ChatOperator}.
 *
 * <p>Output {@code record}: a JSON document of the schema. Notes and failures are those of {@code chat}; an answer that does
 * not fit the schema may be retried, and one that is cut fails for good. A failure keeps the answer as {@code answer}.
 */
public final class ExtractOperator extends ModelOperator {

    /** The operator's name. */
    public static final String NAME = "extract";

    /** The name of the output. */
    public static final String OUTPUT = "record";

    static final String SCHEMA = "output_schema";

    private ExtractOperator(ChatProvider... providers) {
        super(NAME, "1", providers);
    }

    /**
     * Returns an operator that can call the models of these providers.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static ExtractOperator with(ChatProvider... providers) {
        return new ExtractOperator(providers);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return Parameters.read(defined).all();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws InterruptedException {
        Parameters parameters = Parameters.read(run.declaration().parameters());
        return StructuredAnswer.ask(models(), run, parameters.decoding(), parameters.schema())
                .as(OUTPUT);
    }

    private record Parameters(JsonObject schema, Decoding decoding, JsonObject all) {

        static Parameters read(JsonObject defined) {
            ParameterReader in = new ParameterReader(NAME, defined);
            in.connection();
            if (!(in.optional(SCHEMA).orElse(null) instanceof JsonObject schema)) {
                throw in.bad(SCHEMA, "is missing, or no JSON schema", "Give an object");
            }
            return new Parameters(schema, Decoding.read(in), in.done());
        }
    }
}

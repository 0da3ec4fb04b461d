package dev.avow.operators.chat;

import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.model.CutAnswers;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of {@link ChatOperator}.
 *
 * @param all of them, defaults included, as they are declared
 */
record ChatParameters(
        Decoding decoding, Optional<JsonObject> schema, List<JsonObject> tools, boolean keepsCut, JsonObject all) {

    static final String SCHEMA = "output_schema";

    static ChatParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(ChatOperator.NAME, defined);
        in.connection();
        return new ChatParameters(Decoding.read(in), schema(in), Tools.read(in), CutAnswers.areKept(in), in.done());
    }

    private static Optional<JsonObject> schema(ParameterReader in) {
        return in.optional(SCHEMA).map(value -> {
            if (value instanceof JsonObject object) {
                return object;
            }
            throw in.bad(SCHEMA, "is not a JSON schema", "Give an object");
        });
    }
}

package dev.avow.operators.judge;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.chat.Decoding;
import dev.avow.operators.schema.RecordSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The parameters of {@link JudgeOperator}.
 *
 * @param failsBelow whether a score below the threshold fails the run
 * @param all of them, defaults included, as they are declared
 */
record JudgeParameters(Scale scale, BigDecimal threshold, boolean failsBelow, Decoding decoding, JsonObject all) {

    static final String THRESHOLD = "threshold";
    static final String BELOW = "below";
    static final String FAIL = "fail";

    static JudgeParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(JudgeOperator.NAME, defined);
        in.connection();
        Scale scale = Scale.read(in);
        in.string(THRESHOLD);
        return new JudgeParameters(
                scale,
                in.decimal(THRESHOLD, scale.lowest(), scale.lowest(), scale.highest()),
                in.choice(BELOW, List.of("pass", FAIL)).equals(FAIL),
                Decoding.read(in),
                in.done());
    }

    JsonObject schema() {
        return RecordSchema.object(Map.of(
                "reason", JsonObject.builder().put("type", "string").build(),
                "score",
                        JsonObject.builder()
                                .put("type", "string")
                                .put("enum", JsonArray.ofStrings(scale.scores()))
                                .build()));
    }
}

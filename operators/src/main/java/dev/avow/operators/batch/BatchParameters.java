package dev.avow.operators.batch;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.records.RecordLimits;
import dev.avow.operators.records.RecordParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of {@link BatchChatOperator}.
 *
 * @param decoding those that are given to the model, only where the task has them
 * @param window the provider's {@code completion_window}, such as {@code 24h}
 * @param patience from the attempt's first call on
 * @param all of them, defaults included, as they are declared
 */
record BatchParameters(
        RecordParameters records,
        JsonObject decoding,
        String window,
        Duration patience,
        Duration pollInterval,
        Limits limits,
        boolean keepCut,
        JsonObject all) {

    /**
     * What an attempt takes and bears.
     *
     * @param requestBytes of the file of requests
     * @param answerBytes of each file of answers
     * @param errors failed requests that are no failure of the attempt
     * @param faults of the API in a row
     */
    record Limits(int requestBytes, int answerBytes, int errors, int faults) {}

    private static final RecordLimits RECORDS = new RecordLimits("record", 50_000, 100_000, 100_000);
    private static final String KEEP = "keep";
    private static final int MEBIBYTE = 1 << 20;

    static BatchParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(BatchChatOperator.NAME, defined);
        in.connection();
        return new BatchParameters(
                RecordParameters.read(in, RECORDS),
                decoding(in),
                window(in),
                in.duration("patience", "PT25H", Duration.ofMinutes(1), Duration.ofDays(30)),
                in.duration("poll_interval", "PT1M", Duration.ofSeconds(1), Duration.ofDays(1)),
                new Limits(
                        in.integer("max_request_bytes", 100 * MEBIBYTE, 1, 1_000 * MEBIBYTE),
                        in.integer("max_answer_bytes", 64 * MEBIBYTE, 1, 256 * MEBIBYTE),
                        in.integer("max_errors", 0, 0, 100_000),
                        in.integer("max_faults", 60, 1, 10_000)),
                in.choice("cut", List.of("fail", KEEP)).equals(KEEP),
                in.done());
    }

    private static String window(ParameterReader in) {
        String window = in.string("completion_window", "24h");
        if (!window.matches("[1-9][0-9]{0,3}[hd]")) {
            throw in.bad(
                    "completion_window", "is '" + window + "', which is not hours or days", "Give one such as 24h");
        }
        return window;
    }

    private static JsonObject decoding(ParameterReader in) {
        JsonObject.Builder given = JsonObject.builder();
        decimal(in, given, "temperature", "0", "2");
        decimal(in, given, "top_p", "0", "1");
        decimal(in, given, "frequency_penalty", "-2", "2");
        decimal(in, given, "presence_penalty", "-2", "2");
        present(in, "max_tokens")
                .ifPresent(value -> given.put("max_tokens", in.integer("max_tokens", 1, 1, Integer.MAX_VALUE)));
        present(in, "seed").ifPresent(value -> given.put("seed", seed(in, value)));
        present(in, "stop_sequences")
                .ifPresent(value -> given.put("stop_sequences", JsonArray.ofStrings(in.strings("stop_sequences"))));
        return given.build();
    }

    private static void decimal(ParameterReader in, JsonObject.Builder given, String name, String min, String max) {
        present(in, name).ifPresent(value -> {
            in.decimal(name, "", min, max);
            given.put(name, value);
        });
    }

    private static Optional<JsonValue> present(ParameterReader in, String name) {
        return in.optional(name);
    }

    private static JsonInteger seed(ParameterReader in, JsonValue value) {
        if (value instanceof JsonInteger seed) {
            return seed;
        }
        String found = value instanceof JsonString ? "is a string" : "is not an integer";
        throw in.bad("seed", found, "Give an integer");
    }
}

package dev.avow.operators.batch;

import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.chat.Decoding;
import dev.avow.operators.model.CutAnswers;
import dev.avow.operators.records.RecordLimits;
import dev.avow.operators.records.RecordParameters;
import java.time.Duration;

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
        Decoding decoding,
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
    private static final int MEBIBYTE = 1 << 20;

    static BatchParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(BatchChatOperator.NAME, defined);
        in.connection();
        return new BatchParameters(
                RecordParameters.read(in, RECORDS),
                Decoding.read(in),
                window(in),
                in.duration("patience", "PT25H", Duration.ofMinutes(1), Duration.ofDays(30)),
                in.duration("poll_interval", "PT1M", Duration.ofSeconds(1), Duration.ofDays(1)),
                new Limits(
                        in.integer("max_request_bytes", 100 * MEBIBYTE, 1, 1_000 * MEBIBYTE),
                        in.integer("max_answer_bytes", 64 * MEBIBYTE, 1, 256 * MEBIBYTE),
                        in.integer("max_errors", 0, 0, 100_000),
                        in.integer("max_faults", 60, 1, 10_000)),
                CutAnswers.areKept(in),
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
}

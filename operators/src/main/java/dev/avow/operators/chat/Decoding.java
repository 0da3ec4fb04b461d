package dev.avow.operators.chat;

import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.ParameterReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The declared decoding parameters; what is not declared is left to the provider, and not sent. Immutable. */
public record Decoding(
        Optional<BigDecimal> temperature,
        Optional<BigDecimal> topP,
        Optional<Integer> topK,
        Optional<BigDecimal> frequencyPenalty,
        Optional<BigDecimal> presencePenalty,
        Optional<Integer> maxTokens,
        Optional<Integer> seed,
        List<String> stopSequences) {

    /**
     * Reads the parameters {@code temperature} (0 to 2), {@code top_p} (0 to 1), {@code top_k}, {@code frequency_penalty}
     * and {@code presence_penalty} (-2 to 2), {@code max_tokens}, {@code seed} and {@code stop_sequences}.
     *
     * @throws dev.avow.engine.operator.OperatorException if one is of another type, or out of bounds
     */
    public static Decoding read(ParameterReader in) {
        return new Decoding(
                decimal(in, "temperature", "0", "2"),
                decimal(in, "top_p", "0", "1"),
                integer(in, "top_k", 1),
                decimal(in, "frequency_penalty", "-2", "2"),
                decimal(in, "presence_penalty", "-2", "2"),
                integer(in, "max_tokens", 1),
                integer(in, "seed", Integer.MIN_VALUE),
                strings(in));
    }

    private static Optional<BigDecimal> decimal(ParameterReader in, String name, String min, String max) {
        return in.optional(name).map(value -> in.decimal(name, min, min, max));
    }

    private static Optional<Integer> integer(ParameterReader in, String name, int min) {
        Optional<JsonValue> value = in.optional(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(in.integer(name, min, min, Integer.MAX_VALUE));
    }

    private static List<String> strings(ParameterReader in) {
        return in.optional("stop_sequences")
                .map(value -> in.strings("stop_sequences"))
                .orElse(List.of());
    }
}

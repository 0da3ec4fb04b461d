package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parameters whose type the format fixes; others may be any value of the subset. Add to the table, never change it.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/">OpenTelemetry's GenAI request
 *     attributes, after which they are named</a>
 */
public enum Parameter {
    CHOICE_COUNT("choice_count", Type.ABOVE_ZERO),
    ENCODING_FORMATS("encoding_formats", Type.STRINGS),
    FREQUENCY_PENALTY("frequency_penalty", Type.DECIMAL),
    MAX_TOKENS("max_tokens", Type.ABOVE_ZERO),
    PRESENCE_PENALTY("presence_penalty", Type.DECIMAL),
    SEED("seed", Type.INTEGER),
    STOP_SEQUENCES("stop_sequences", Type.STRINGS),
    TEMPERATURE("temperature", Type.DECIMAL),
    TOP_K("top_k", Type.ABOVE_ZERO),
    TOP_P("top_p", Type.DECIMAL);

    private enum Type {
        DECIMAL("a decimal in plain form, a string such as \"0.2\""),
        INTEGER("an integer"),
        ABOVE_ZERO("an integer above zero"),
        STRINGS("an array of strings");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        boolean holds(JsonValue value) {
            return switch (this) {
                case DECIMAL -> value instanceof JsonString string && Decimals.isPlain(string.value());
                case INTEGER -> value instanceof JsonInteger;
                case ABOVE_ZERO -> value instanceof JsonInteger integer && integer.value() > 0;
                case STRINGS ->
                    value instanceof JsonArray array && array.values().stream().allMatch(JsonString.class::isInstance);
            };
        }
    }

    private static final Map<String, Parameter> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Parameter::memberName, Function.identity()));

    private final String memberName;
    private final Type type;

    Parameter(String memberName, Type type) {
        this.memberName = memberName;
        this.type = type;
    }

    /** Returns the name of the member of {@code parameters}. */
    public String memberName() {
        return memberName;
    }

    /** Returns the parameter of this name, if the table has it. */
    public static Optional<Parameter> find(String memberName) {
        return Optional.ofNullable(BY_NAME.get(memberName));
    }

    /**
     * Checks the types of all known parameters.
     *
     * @throws DeclarationException at the first that has another type; the pointer starts at the parameters
     */
    public static void check(JsonObject parameters) {
        parameters.members().forEach((name, value) -> find(name).ifPresent(known -> known.check(value)));
    }

    private void check(JsonValue value) {
        if (!type.holds(value)) {
            throw new DeclarationException(JsonPointer.ROOT.member(memberName), "not " + type.description);
        }
    }
}

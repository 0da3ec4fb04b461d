package dev.avow.telemetry.tracing;

import static java.util.Map.entry;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;

/**
 * The one table from names that are frozen in declarations and notes to the names of OpenTelemetry's conventions for
 * generative AI, which still move.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/">Semantic conventions for generative AI
 *     client spans</a>
 */
final class Conventions {

    static final AttributeKey<String> IDENTITY = AttributeKey.stringKey("avow.identity");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("avow.attempt");
    static final AttributeKey<String> JOB = AttributeKey.stringKey("avow.job");
    static final AttributeKey<String> TASK = AttributeKey.stringKey("avow.task");
    static final AttributeKey<String> STATE = AttributeKey.stringKey("avow.state");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");

    /** Operators whose call of a model has a name in the conventions; others keep their own. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "chat", "chat",
            "batch-chat", "chat",
            "classify", "chat",
            "extract", "chat",
            "judge", "chat",
            "embedding", "embeddings");

    private static final Map<String, Member> PARAMETERS = Map.ofEntries(
            entry("choice_count", whole("gen_ai.request.choice.count")),
            entry("encoding_formats", texts("gen_ai.request.encoding_formats")),
            entry("frequency_penalty", decimal("gen_ai.request.frequency_penalty")),
            entry("max_tokens", whole("gen_ai.request.max_tokens")),
            entry("presence_penalty", decimal("gen_ai.request.presence_penalty")),
            entry("seed", whole("gen_ai.request.seed")),
            entry("stop_sequences", texts("gen_ai.request.stop_sequences")),
            entry("temperature", decimal("gen_ai.request.temperature")),
            entry("top_k", decimal("gen_ai.request.top_k")),
            entry("top_p", decimal("gen_ai.request.top_p")));

    private static final Map<String, Member> NOTES = Map.of(
            "deviated", truth("avow.deviated"),
            "finish_reason", texts("gen_ai.response.finish_reasons"),
            "input_tokens", whole("gen_ai.usage.input_tokens"),
            "output_tokens", whole("gen_ai.usage.output_tokens"),
            "response_id", text("gen_ai.response.id"),
            "response_model", text("gen_ai.response.model"));

    private Conventions() {}

    /** Returns the name of a span: the operation and the model, or the job and the task where no model is declared. */
    static String spanName(Declaration declaration) {
        return declaration
                .model()
                .map(model -> operation(declaration) + " " + model.name())
                .orElseGet(() -> "execute " + declaration.job() + "/" + declaration.task());
    }

    private static String operation(Declaration declaration) {
        String operator = declaration.operator().name();
        return OPERATIONS.getOrDefault(operator, operator);
    }

    /** Returns what is known before the operator is called. */
    static Attributes declared(Declaration declaration, AttemptKey attempt) {
        AttributesBuilder to = Attributes.builder()
                .put(IDENTITY, attempt.identity().toString())
                .put(ATTEMPT, (long) attempt.number())
                .put(JOB, declaration.job())
                .put(TASK, declaration.task());
        declaration.model().ifPresent(model -> putModel(to, declaration, model));
        return to.build();
    }

    private static void putModel(AttributesBuilder to, Declaration declaration, Model model) {
        to.put(OPERATION, operation(declaration));
        to.put(PROVIDER, model.provider());
        to.put(MODEL, model.name());
        put(to, declaration.parameters(), PARAMETERS);
    }

    /** Returns what an operator noted of the answer; notes that are not in the table are left out. */
    static Attributes noted(JsonObject notes) {
        AttributesBuilder to = Attributes.builder();
        put(to, notes, NOTES);
        return to.build();
    }

    private static void put(AttributesBuilder to, JsonObject from, Map<String, Member> table) {
        from.members().forEach((name, value) -> {
            Member member = table.get(name);
            if (member != null) {
                member.put(to, value);
            }
        });
    }

    private static Member text(String name) {
        AttributeKey<String> key = AttributeKey.stringKey(name);
        return (to, value) -> {
            if (value instanceof JsonString string) {
                to.put(key, string.value());
            }
        };
    }

    private static Member texts(String name) {
        AttributeKey<List<String>> key = AttributeKey.stringArrayKey(name);
        return (to, value) -> {
            List<JsonValue> values = value instanceof JsonArray array ? array.values() : List.of(value);
            List<String> texts = values.stream()
                    .filter(JsonString.class::isInstance)
                    .map(each -> ((JsonString) each).value())
                    .toList();
            to.put(key, texts);
        };
    }

    private static Member whole(String name) {
        AttributeKey<Long> key = AttributeKey.longKey(name);
        return (to, value) -> {
            if (value instanceof JsonInteger integer) {
                to.put(key, integer.value());
            }
        };
    }

    /** A declared decimal is a text of digits; the conventions have it as a floating-point number. */
    private static Member decimal(String name) {
        AttributeKey<Double> key = AttributeKey.doubleKey(name);
        return (to, value) -> {
            if (value instanceof JsonInteger integer) {
                to.put(key, (double) integer.value());
            } else if (value instanceof JsonString string) {
                to.put(key, Double.parseDouble(string.value())); // why: the format has checked that it is a decimal
            }
        };
    }

    private static Member truth(String name) {
        AttributeKey<Boolean> key = AttributeKey.booleanKey(name);
        return (to, value) -> {
            if (value instanceof JsonBoolean truth) {
                to.put(key, truth.value());
            }
        };
    }

    @FunctionalInterface
    private interface Member {
        void put(AttributesBuilder to, JsonValue value);
    }
}

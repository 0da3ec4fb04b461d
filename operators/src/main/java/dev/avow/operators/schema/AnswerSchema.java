package dev.avow.operators.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.util.Optional;

/**
 * A declared JSON schema, against which answers are checked; immutable.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema, draft 2020-12</a>
 */
public final class AnswerSchema {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonSchema schema;

    private AnswerSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** Returns a schema as it is declared. References to other documents are not followed. */
    public static AnswerSchema of(JsonObject declared) {
        return new AnswerSchema(JsonSchemaFactory.getInstance(
                        VersionFlag.V202012,
                        factory -> factory.schemaLoaders(loaders -> loaders.values(list -> list.clear())))
                .getSchema(CanonicalJson.text(declared)));
    }

    /** Returns what of the schema an answer breaks, in words that hold nothing of the answer, or empty if it fits. */
    public Optional<String> fault(String answer) {
        JsonNode document;
        try {
            document = JSON.readTree(answer);
        } catch (JsonProcessingException e) { // why: its message has parts of the answer
            return Optional.of("it is no JSON document");
        }
        return schema.validate(document).stream()
                .map(fault -> "it breaks " + fault.getEvaluationPath())
                .sorted()
                .findFirst();
    }
}

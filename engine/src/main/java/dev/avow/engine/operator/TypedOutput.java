package dev.avow.engine.operator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.util.Arrays;

/**
 * A value that a task gives to those after it: a record, in one output as a JSON document. Immutable.
 *
 * <p>A task says with {@code gives(output)} that it gives it, another one with {@code takes(task, output)} that it takes it,
 * and both operators write and read the record, never its JSON.
 *
 * @param <T> the record
 * @param name the output's name
 * @param type the record's class, whose components have types that Jackson knows without modules
 */
public record TypedOutput<T extends Record>(String name, Class<T> type) {

    /** The media type of the output. */
    public static final String MEDIA_TYPE = "application/json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Returns the output of this name with a record as its value. */
    public static <T extends Record> TypedOutput<T> of(String name, Class<T> type) {
        return new TypedOutput<>(name, type);
    }

    /**
     * Returns a value as the output's bytes.
     *
     * @throws OperatorException if it cannot be written as JSON; for good
     */
    public byte[] write(T value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw OperatorException.permanent(
                    "Value of output " + Printable.quoted(name) + " cannot be written as JSON: "
                            + e.getOriginalMessage() + ". Give components of other types.",
                    e);
        }
    }

    /**
     * Returns the value of the output's bytes.
     *
     * @throws OperatorException if they are no JSON document of this record: a component is missing, unknown or of another
     *     type; for good. The message says where, and nothing of what stands there
     */
    public T read(byte[] content) {
        try {
            return JSON.readValue(content, type);
        } catch (JsonProcessingException e) {
            // why: neither message nor cause, which have parts of the content: it may be private, and failures are
            // stored
            throw OperatorException.permanent("Output " + Printable.quoted(name) + " is no " + type.getSimpleName()
                    + ": " + fault(e) + ". Let the task give that record.");
        } catch (IOException e) {
            throw new EngineException("Output " + Printable.quoted(name) + " cannot be read. See the cause.", e);
        }
    }

    private String fault(JsonProcessingException e) {
        String what = e instanceof UnrecognizedPropertyException
                ? "a member is no component of it"
                : e instanceof JsonMappingException mapping
                        ? component(mapping) + " is missing or of another type"
                        : "it is no JSON document";
        JsonLocation at = e.getLocation();
        return at == null ? what : what + ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private String component(JsonMappingException e) {
        return e.getPath().stream()
                .limit(1)
                .map(JsonMappingException.Reference::getFieldName)
                .filter(field -> Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(field)))
                .map(field -> "component '" + field + "'")
                .findFirst()
                .orElse("a component");
    }
}

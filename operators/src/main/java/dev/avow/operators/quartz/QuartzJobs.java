package dev.avow.operators.quartz;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Decimals;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import dev.avow.operators.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@link QuartzJobOperator} in a job's definition, for static import.
 *
 * <pre>{@code
 * .task("send", quartzJob("mail-digest", Map.of("to", "ops@example.org", "limit", 20)))
 * }</pre>
 */
public final class QuartzJobs {

    private QuartzJobs() {}

    /** Returns a call that runs an adopted job without data; {@link QuartzJobOperator} lists what else can be set. */
    public static OperatorCall quartzJob(String job) {
        return OperatorCall.operator(QuartzJobOperator.NAME).parameter(QuartzParameters.JOB, job);
    }

    /**
     * Returns a call that runs an adopted job.
     *
     * @param data what it finds in its data map: texts, which may be templates, integers, truth values, and decimals as
     *     {@link BigDecimal}, which it finds as text
     * @throws EngineException if one is of another kind
     */
    public static OperatorCall quartzJob(String job, Map<String, ?> data) {
        TreeMap<String, JsonValue> values = new TreeMap<>();
        data.forEach((key, value) -> values.put(
                key,
                declared(value)
                        .orElseThrow(() -> new EngineException("Data of job '" + job + "' have " + kind(value)
                                + " as " + Printable.quoted(key)
                                + ". Give a text, an integer, a truth value, or a BigDecimal."))));
        return quartzJob(job).parameter(QuartzParameters.DATA, new JsonObject(values));
    }

    /** Returns a call whose job finds the paths of declared contents' private copies in its data map. */
    public static OperatorCall withContents(OperatorCall job, Map<String, Source> contentsByKey) {
        JsonObject.Builder contents = JsonObject.builder();
        new TreeMap<>(contentsByKey).forEach((key, source) -> contents.put(key, source.toString()));
        return job.parameter(QuartzParameters.CONTENTS, contents.build());
    }

    /**
     * Returns a call whose job finds values of its connection, settings or secrets, in its data map.
     *
     * @param connection the connection's name
     * @param keysByKey which key of the data map has the value of which key of the connection
     */
    public static OperatorCall connectionData(OperatorCall job, String connection, Map<String, String> keysByKey) {
        JsonObject.Builder keys = JsonObject.builder();
        new TreeMap<>(keysByKey).forEach(keys::put);
        return job.connection(connection).parameter(QuartzParameters.CONNECTION_DATA, keys.build());
    }

    /** Returns a call whose failures are not worth another attempt, unless the job says so. */
    public static OperatorCall failingForGood(OperatorCall job) {
        return job.parameter(QuartzParameters.FAILURE, QuartzParameters.PERMANENT);
    }

    private static String kind(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return "a " + value.getClass().getSimpleName();
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Map) {
            return "a map";
        }
        return value == null ? "no value" : "an object of " + value.getClass().getTypeName();
    }

    /** Returns a value as it is declared, or empty if it cannot be. */
    static Optional<JsonValue> declared(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return Optional.of(new JsonInteger(((Number) value).longValue()));
        }
        if (value instanceof BigDecimal decimal) {
            return Optional.of(new JsonString(Decimals.of(decimal)));
        }
        if (value instanceof Boolean truth) {
            return Optional.of(new JsonBoolean(truth));
        }
        return value instanceof String text ? Optional.of(new JsonString(text)) : Optional.empty();
    }
}

package dev.avow.operators.quartz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes outputs of what a job left in its context. */
final class JobOutputs {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";
    private static final String JSON = "application/json";

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writer();

    private final String job;

    JobOutputs(String job) {
        this.job = job;
    }

    /**
     * Returns a result with the object that a job gave as its own, if it gave one.
     *
     * @throws OperatorException if it is neither text nor bytes, and cannot be written as JSON
     */
    OperatorResult result(OperatorResult to, @Nullable Object value) {
        String name = QuartzJobOperator.RESULT_OUTPUT;
        if (value == null) {
            return to;
        }
        if (value instanceof String text) {
            return to.output(name, TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
        return value instanceof byte[] bytes
                ? to.output(name, BYTES, bytes)
                : to.output(name, JSON, json("Result", value));
    }

    /**
     * Returns a result with the data as a job left them, if it changed them.
     *
     * @param before the data as they were
     * @throws OperatorException if they cannot be written as JSON
     */
    OperatorResult data(OperatorResult to, Map<String, ?> before, Map<String, ?> after) {
        return before.equals(after)
                ? to
                : to.output(QuartzJobOperator.DATA_OUTPUT, JSON, json("Data", new TreeMap<>(after)));
    }

    private byte[] json(String what, Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw OperatorException.permanent(
                    what + " of job '" + job + "' cannot be written as JSON. Give text, bytes, or what Jackson writes.",
                    e);
        }
    }
}

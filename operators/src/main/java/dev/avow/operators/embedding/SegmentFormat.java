package dev.avow.operators.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How text segments are written, one a line. */
enum SegmentFormat {
    /** The line is the segment. */
    LINES {
        @Override
        Optional<String> segment(String line) {
            return Optional.of(line);
        }
    },

    /** The line is a JSON string, or an object with a string {@code text}. */
    JSONL {
        @Override
        Optional<String> segment(String line) {
            try {
                JsonNode value = JSON.readTree(line);
                JsonNode text = value.isObject() ? value.path("text") : value;
                return Optional.ofNullable(text.textValue());
            } catch (JsonProcessingException e) {
                return Optional.empty(); // why: the caller names the line, which says more than this exception
            }
        }
    };

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** Returns the segment of a line, or empty if the line is not of this format. */
    abstract Optional<String> segment(String line);

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> parameters() {
        return Arrays.stream(values()).map(SegmentFormat::parameter).toList();
    }

    static SegmentFormat of(String parameter) {
        return valueOf(parameter.toUpperCase(Locale.ROOT));
    }
}

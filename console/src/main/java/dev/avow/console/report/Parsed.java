package dev.avow.console.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Stored texts, read; what somebody damaged is shown as not there. */
final class Parsed {

    static final JsonNode NOTHING = MissingNode.getInstance();

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SLOT = "slot:";

    private Parsed() {}

    static JsonNode json(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? NOTHING : node;
        } catch (JsonProcessingException e) {
            return NOTHING;
        }
    }

    /** Returns the slot of an occasion's key {@code slot:SCHEDULE:INSTANT}; empty if it has none. */
    static Optional<Instant> slot(String occasion) {
        int split = occasion.indexOf(':', SLOT.length());
        return occasion.startsWith(SLOT) && split > 0 ? instant(occasion.substring(split + 1)) : Optional.empty();
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

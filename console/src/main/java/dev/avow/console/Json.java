package dev.avow.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON for other programs, and for a person's eyes. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads stored JSON. */
    static JsonNode tree(byte[] utf8) {
        try {
            return MAPPER.readTree(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException("Stored document is no JSON. Do not trust it; restore the database.", e);
        }
    }

    /** Reads an object; empty if the text is none. */
    static Optional<ObjectNode> parse(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Reads the body of an event, in which the policy is a document of its own; empty if the text is no object. */
    static Optional<ObjectNode> nested(String body) {
        Optional<ObjectNode> read = parse(body);
        read.ifPresent(node -> parse(node.path("policy").asText()).ifPresent(policy -> node.set("policy", policy)));
        return read;
    }

    /** Returns one line. What could steer a terminal is escaped: it stands only in strings, where JSON can say it so. */
    static String line(ObjectNode node) {
        try {
            return Printable.text(MAPPER.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON was not written.", e);
        }
    }

    /** Returns a JSON text with line feeds and indentation, safe for a terminal; empty if it is no JSON. */
    static Optional<String> indented(String text) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        try {
            String lines = MAPPER.writer(printer).writeValueAsString(MAPPER.readTree(text));
            return Optional.of(Indent.safe(lines, ""));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

package dev.avow.engine.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads a document with Jackson's tokenizer, and refuses what Jackson would let pass.
 *
 * <p>Names are checked here and not by Jackson's duplicate detection, which does not say where the second one stands.
 */
final class JsonReader {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CanonicalJson.MAX_DEPTH + 1) // why: our own check comes first, with a pointer
                    .maxNumberLength(CanonicalJson.MAX_TEXT_BYTES)
                    .maxNameLength(CanonicalJson.MAX_TEXT_BYTES)
                    .maxStringLength(CanonicalJson.MAX_TEXT_BYTES)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final int MAX_INTEGER_DIGITS = 17; // why: a sign and the 16 digits of 2^53-1

    private final JsonParser parser;
    private JsonPointer at = JsonPointer.ROOT;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static JsonValue read(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new JsonRefusedException(JsonPointer.ROOT, "text starts with a byte order mark");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(parser).document();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // why: a String has no I/O to fail
        }
    }

    private JsonValue document() throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw refuse("no JSON document");
            }
            JsonValue value = value(first, 1);
            at = JsonPointer.ROOT;
            if (parser.nextToken() != null) {
                throw refuse("a second document follows at character "
                        + parser.currentTokenLocation().getCharOffset());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new JsonRefusedException(
                    at, "not JSON at character " + e.getLocation().getCharOffset(), e);
        }
    }

    private JsonValue value(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> throw refuse("null");
            case VALUE_NUMBER_FLOAT -> throw refuse("fraction or exponent; write a decimal as a string");
            default -> throw refuse("not a JSON value");
        };
    }

    private JsonObject object(int depth) throws IOException {
        refuseDepth(depth);
        JsonPointer here = at;
        TreeMap<String, JsonValue> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            at = here.member(name);
            Utf16.refuseName(name, at);
            if (members.containsKey(name)) {
                throw refuse("duplicate name");
            }
            members.put(name, value(parser.nextToken(), depth + 1));
            at = here;
        }
        return new JsonObject(members);
    }

    private JsonArray array(int depth) throws IOException {
        refuseDepth(depth);
        JsonPointer here = at;
        List<JsonValue> values = new ArrayList<>();
        at = here.element(0);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(token, depth + 1));
            at = here.element(values.size());
        }
        at = here;
        return new JsonArray(values);
    }

    private JsonString string() throws IOException {
        String text = parser.getText();
        Utf16.refuseLoneSurrogate(text, at);
        return new JsonString(text);
    }

    private JsonInteger integer() throws IOException {
        String text = parser.getText();
        if (text.equals("-0")) {
            throw refuse("-0");
        }
        long value = text.length() > MAX_INTEGER_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
        if (value > JsonInteger.MAX || value < -JsonInteger.MAX) {
            throw refuse("integer outside ±(2^53-1)");
        }
        return new JsonInteger(value);
    }

    private void refuseDepth(int depth) {
        if (depth > CanonicalJson.MAX_DEPTH) {
            throw refuse("nesting is deeper than " + CanonicalJson.MAX_DEPTH);
        }
    }

    private JsonRefusedException refuse(String reason) {
        return new JsonRefusedException(at, reason);
    }
}

package dev.avow.engine.identity;

import java.util.Map;

/** Writes the canonical text: no white space, names sorted, the shortest escapes of RFC 8785, section 3.2.2.2. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(1024);
    private int bytes;

    private JsonWriter() {}

    static String write(JsonValue value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value, 1);
        return writer.out.toString();
    }

    private void value(JsonValue value, int depth) {
        if (value instanceof JsonString string) {
            string(string.value());
        } else if (value instanceof JsonObject object) {
            object(object, depth);
        } else if (value instanceof JsonArray array) {
            array(array, depth);
        } else if (value instanceof JsonInteger integer) {
            ascii(Long.toString(integer.value()));
        } else if (value instanceof JsonBoolean bool) {
            ascii(bool.value() ? "true" : "false");
        }
    }

    private void object(JsonObject object, int depth) {
        refuseDepth(depth);
        char before = '{';
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            ascii(before);
            string(member.getKey());
            ascii(':');
            value(member.getValue(), depth + 1);
            before = ',';
        }
        ascii(object.isEmpty() ? "{}" : "}");
    }

    private void array(JsonArray array, int depth) {
        refuseDepth(depth);
        char before = '[';
        for (JsonValue element : array.values()) {
            ascii(before);
            value(element, depth + 1);
            before = ',';
        }
        ascii(array.values().isEmpty() ? "[]" : "]");
    }

    private static void refuseDepth(int depth) {
        if (depth > CanonicalJson.MAX_DEPTH) {
            throw new JsonRefusedException(JsonPointer.ROOT, "nesting is deeper than " + CanonicalJson.MAX_DEPTH);
        }
    }

    private void string(String text) {
        ascii('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        ascii('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\b' -> ascii("\\b");
            case '\f' -> ascii("\\f");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (c < 0x20) {
                    ascii("\\u00");
                    ascii(HEX.charAt(c >> 4));
                    ascii(HEX.charAt(c & 15));
                } else {
                    out.append(c);
                    // why: each half of a pair is two of the four bytes that UTF-8 needs for it
                    count(c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
                }
            }
        }
    }

    private void ascii(char c) {
        out.append(c);
        count(1);
    }

    private void ascii(String text) {
        out.append(text);
        count(text.length());
    }

    private void count(int more) {
        bytes += more;
        if (bytes > CanonicalJson.MAX_CANONICAL_BYTES) {
            throw new JsonRefusedException(
                    JsonPointer.ROOT,
                    "canonical form is above " + CanonicalJson.MAX_CANONICAL_BYTES
                            + " bytes; declare big content by digest");
        }
    }
}

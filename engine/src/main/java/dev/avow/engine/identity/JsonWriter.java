package dev.avow.engine.identity;

import java.util.List;

/** Writes the canonical bytes: no white space, names sorted, the shortest escapes of RFC 8785, section 3.2.2.2. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final JsonPath path = new JsonPath();
    private final Utf8Buffer out = new Utf8Buffer();

    private JsonWriter() {}

    static byte[] write(JsonValue value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value);
        return writer.out.toBytes();
    }

    private void value(JsonValue value) {
        if (value instanceof JsonString string) {
            string(string.value());
        } else if (value instanceof JsonObject object) {
            object(object);
        } else if (value instanceof JsonArray array) {
            array(array.values());
        } else if (value instanceof JsonInteger integer) {
            out.ascii(Long.toString(integer.value()));
        } else {
            out.ascii(Boolean.toString(((JsonBoolean) value).value()));
        }
    }

    private void object(JsonObject object) {
        path.refuseDepth();
        path.enter();
        Members members = Members.of(object.members());
        out.ascii('{');
        for (int i = 0; i < members.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            path.member(members.name(i));
            string(members.name(i));
            out.ascii(':');
            value(members.value(i));
        }
        out.ascii('}');
        path.leave();
    }

    private void array(List<JsonValue> values) {
        path.refuseDepth();
        path.enter();
        out.ascii('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            path.element(i);
            value(values.get(i));
        }
        out.ascii(']');
        path.leave();
    }

    private void string(String text) {
        out.ascii('"');
        int i = out.plain(text, 0);
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint < 0x80) {
                escape((char) codePoint);
            } else {
                out.codePoint(codePoint);
            }
            i = out.plain(text, i + Character.charCount(codePoint));
        }
        out.ascii('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.ascii("\\\"");
            case '\\' -> out.ascii("\\\\");
            case '\b' -> out.ascii("\\b");
            case '\f' -> out.ascii("\\f");
            case '\n' -> out.ascii("\\n");
            case '\r' -> out.ascii("\\r");
            case '\t' -> out.ascii("\\t");
            default -> {
                out.ascii("\\u00");
                out.ascii(HEX.charAt(c >> 4));
                out.ascii(HEX.charAt(c & 15));
            }
        }
    }
}

package dev.avow.engine.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a value in one of its many texts: members in any order, any white space but line ends, any escapes.
 *
 * <p>The value at one place may be replaced by a token, which need not be one.
 */
public final class ScrambledJson {

    private final Random random;
    private final Map<JsonPointer, String> replaced;
    private final StringBuilder out = new StringBuilder();

    private ScrambledJson(Random random, Map<JsonPointer, String> replaced) {
        this.random = random;
        this.replaced = replaced;
    }

    /** Returns a text of this value, in one line. */
    public static String text(JsonValue value, Random random) {
        return text(value, random, Map.of());
    }

    /** Returns a text of this value, in which these places hold other tokens. */
    public static String text(JsonValue value, Random random, Map<JsonPointer, String> replaced) {
        ScrambledJson writer = new ScrambledJson(random, replaced);
        writer.value(value, JsonPointer.ROOT);
        return writer.out.toString();
    }

    private void value(JsonValue value, JsonPointer at) {
        space();
        String token = replaced.get(at);
        if (token != null) {
            out.append(token);
        } else if (value instanceof JsonObject object) {
            object(object, at);
        } else if (value instanceof JsonArray array) {
            array(array, at);
        } else if (value instanceof JsonString string) {
            string(string.value());
        } else {
            out.append(CanonicalJson.text(value));
        }
        space();
    }

    private void object(JsonObject object, JsonPointer at) {
        List<String> names = new ArrayList<>(object.members().keySet());
        Collections.shuffle(names, random);
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            out.append(i > 0 ? "," : "");
            space();
            string(names.get(i));
            space();
            out.append(':');
            value(object.find(names.get(i)).orElseThrow(), at.member(names.get(i)));
        }
        space();
        out.append('}');
    }

    private void array(JsonArray array, JsonPointer at) {
        out.append('[');
        for (int i = 0; i < array.values().size(); i++) {
            out.append(i > 0 ? "," : "");
            value(array.values().get(i), at.element(i));
        }
        space();
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        text.codePoints().forEach(this::codePoint);
        out.append('"');
    }

    private void codePoint(int codePoint) {
        boolean mustEscape = codePoint < 0x20 || codePoint == '"' || codePoint == '\\';
        if (!mustEscape && random.nextInt(4) > 0) {
            out.appendCodePoint(codePoint);
            return;
        }
        for (char c : Character.toChars(codePoint)) {
            escape(c);
        }
    }

    private void escape(char c) {
        int known = "\"\\/\b\f\n\r\t".indexOf(c);
        if (known >= 0 && random.nextBoolean()) {
            out.append('\\').append("\"\\/bfnrt".charAt(known));
            return;
        }
        String hex = Integer.toHexString(0x10000 | c).substring(1);
        out.append("\\u")
                .append(random.nextBoolean() ? hex : hex.replace('a', 'A').replace('e', 'E'));
    }

    private void space() {
        for (int i = random.nextInt(3); i > 0; i--) {
            out.append(" \t\r".charAt(random.nextInt(3)));
        }
    }
}

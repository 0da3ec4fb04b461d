package dev.avow.engine.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values of the subset, with the strings and numbers that libraries stumble over. */
public final class RandomJson {

    private static final int[] CODE_POINTS = {
        0x00, 0x01, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1F, 0x20, 0x22, 0x2F, 0x30, 0x41, 0x5C, 0x61, 0x7E, 0x7F,
        0x80, 0x85, 0xA0, 0xE9, 0x130, 0x131, 0x301, 0x7FF, 0x800, 0x200D, 0x2028, 0x2029, 0x202E, 0x20AC, 0x212A,
        0xD7FF, 0xE000, 0xFB33, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1D11E, 0x1F600, 0x10FFFF
    };
    private static final long[] INTEGERS = {
        0, 1, -1, 9, 10, -10, 1L << 31, (1L << 31) - 1, -(1L << 31), 1L << 32, JsonInteger.MAX, -JsonInteger.MAX
    };

    private final Random random;

    public RandomJson(Random random) {
        this.random = random;
    }

    /** Returns a value of up to this many levels of nesting. */
    public JsonValue value(int levels) {
        return switch (random.nextInt(levels > 0 ? 6 : 3)) {
            case 0 -> new JsonString(text());
            case 1 -> new JsonInteger(integer());
            case 2 -> new JsonBoolean(random.nextBoolean());
            case 3 -> array(levels - 1);
            default -> object(levels - 1);
        };
    }

    /** Returns an object whose members are of up to this many levels. */
    public JsonObject object(int levels) {
        JsonObject.Builder object = JsonObject.builder();
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = text().replace("\0", "");
            if (!names.contains(name)) {
                names.add(name);
                object.put(name, value(levels));
            }
        }
        return object.build();
    }

    private JsonArray array(int levels) {
        List<JsonValue> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(levels));
        }
        return new JsonArray(values);
    }

    /** Returns a text of up to eight code points. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    private int codePoint() {
        int any = random.nextInt(0x110000);
        boolean listed = random.nextInt(4) > 0 || (any >= 0xD800 && any < 0xE000);
        return listed ? CODE_POINTS[random.nextInt(CODE_POINTS.length)] : any;
    }

    /** Returns an integer of the subset, often at an edge. */
    public long integer() {
        return random.nextBoolean()
                ? INTEGERS[random.nextInt(INTEGERS.length)]
                : random.nextLong() % (JsonInteger.MAX + 1);
    }
}

package dev.avow.engine.scl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes that are documents, nearly documents, or pieces of documents. */
final class RandomScl {

    private static final String[] PIECES = {
        "SCL:V1\n\n",
        "handles {\n",
        "scl {\n",
        "}",
        "}\n",
        "} ",
        "\n",
        " ",
        "  ",
        "\"",
        "(",
        ")",
        ",",
        "a",
        "job(\"a\")\n",
        "\"b\"\n",
        "\"\"",
        "\t",
        "\r",
        "\0",
        "\u0001",
        "\u007f",
        "\u0080",
        "\u00c3\u00a4",
        "\u00e2\u0082\u00ac",
        "\u00e2\u0082",
        "\u00ed\u00a0\u0080",
        "\u00f0\u009f\u0098\u0080",
        "\u00ff",
        "\u00ef\u00bb\u00bf",
        "\\",
        "{",
        "_",
        "1"
    };
    private static final String[] TEXTS = {
        "",
        "a",
        " b ",
        "}",
        "{\"x\":1}",
        "\\n",
        "\u00e9",
        "e\u0301",
        "\ud83d\ude00",
        "\u0085",
        "\u2028",
        "handles {",
        "scl {"
    };

    private final Random random;

    RandomScl(Random random) {
        this.random = random;
    }

    /** Returns a document, changed at up to three places, or pieces after a good start. */
    byte[] bytes() {
        if (random.nextInt(4) == 0) {
            return pieces();
        }
        byte[] bytes = document().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    /** Returns an accepted document. */
    String document() {
        StringBuilder out = new StringBuilder("SCL:V1\n\nhandles {\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
            out.append(" ".repeat(random.nextInt(3)))
                    .append(one("a", "job", "_9", "Z_z"))
                    .append("(\"")
                    .append(text());
            for (int j = random.nextInt(3); j > 0; j--) {
                out.append("\",\"").append(text());
            }
            out.append("\")\n");
        }
        out.append("}\nscl {\n");
        if (random.nextBoolean()) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                out.append(" ".repeat(random.nextInt(3)))
                        .append('"')
                        .append(text())
                        .append("\"\n");
            }
            return out.append('}').toString();
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            out.append(one("", "x", "}", "  }", "{\"a\":\"\u007f\"}", "x\"\0", text()))
                    .append('\n');
        }
        return out.append(" ".repeat(random.nextInt(3))).append('}').toString();
    }

    private String text() {
        return one(TEXTS).replace("\"", "'");
    }

    private byte[] pieces() {
        String[] starts = {
            "", Marked.HEADER, Marked.HEADER + "handles {\n", Marked.HANDLES, Marked.BLOCK, Marked.BLOCK + "\""
        };
        StringBuilder out = new StringBuilder(one(starts));
        for (int i = random.nextInt(12); i > 0; i--) {
            out.append(one(PIECES));
        }
        return Marked.bytes(out.toString());
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(4));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> out.writeBytes(Marked.bytes(one(PIECES)));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> out.write(bytes, from, to - from);
            case 3 -> to = random.nextBoolean() ? bytes.length : to;
            default -> to = from;
        }
        out.write(bytes, to, bytes.length - to);
        if (random.nextInt(8) == 0) {
            out.writeBytes(Marked.bytes(one("\n", "\n\n", " ", "}", "\n}")));
        }
        return out.toByteArray();
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

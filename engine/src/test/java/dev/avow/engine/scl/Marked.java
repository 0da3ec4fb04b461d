package dev.avow.engine.scl;

import java.nio.charset.StandardCharsets;

/** A document that is refused, and where: its text has a byte for each character, and {@code ^} before the failure. */
record Marked(SclCode code, String text) {

    static final String HEADER = "SCL:V1\n\n";
    static final String HANDLES = HEADER + "handles {\njob(\"a\")\n}\n";
    static final String BLOCK = HANDLES + "scl {\n";

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return bytes(text.replace("^", ""));
    }

    int offset() {
        return text.indexOf('^');
    }

    @Override
    public String toString() {
        return code + " " + text.replace("\n", "|").replace("\t", "\\t").replace("\r", "\\r");
    }
}

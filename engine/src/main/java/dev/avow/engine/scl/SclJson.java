package dev.avow.engine.scl;

import java.util.List;

/**
 * Writes the canonical JSON of a document: no white space, keys by their UTF-8 bytes.
 *
 * <p>Only the quote, the backslash and U+0000 to U+001F are escaped, these always in six characters with lower-case hex
 * digits: the protocol leaves the case open (SCL:V1, section 6.1), and RFC 8785 has lower case.
 */
final class SclJson {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();

    private SclJson() {}

    static String of(SclDocument document) {
        SclJson json = new SclJson();
        json.document(document);
        return json.out.toString();
    }

    private void document(SclDocument document) {
        out.append("{\"handles\":[");
        String between = "";
        for (SclHandle handle : document.handles()) {
            out.append(between);
            handle(handle);
            between = ",";
        }
        out.append("],\"scl\":{\"content\":");
        string(document.content());
        out.append(",\"hints\":[],\"refs\":[],\"type\":\"SclBlock\"},\"type\":\"Document\",\"version\":\"SCL:V1\"}");
    }

    private void handle(SclHandle handle) {
        out.append("{\"id\":");
        string(handle.id());
        out.append(",\"tags\":");
        tags(handle.tags());
        out.append(",\"type\":\"Handle\"}");
    }

    private void tags(List<String> tags) {
        char before = '[';
        for (String tag : tags) {
            out.append(before);
            string(tag);
            before = ',';
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20) {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}

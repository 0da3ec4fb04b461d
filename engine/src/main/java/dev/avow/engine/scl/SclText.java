package dev.avow.engine.scl;

import dev.avow.engine.identity.Printable;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a document, and says what its modes can carry (SCL:V1, sections 0.3 to 0.5 and 4.2). */
final class SclText {

    private static final Pattern OPENS_QUOTED_MODE = Pattern.compile(" *\"");

    /** A brace with spaces after it on its line; only a line feed ends a line. */
    private static final Pattern BAD_END = Pattern.compile("(?dm)^ *} +$");

    private SclText() {}

    static String of(SclDocument document) {
        StringBuilder out = new StringBuilder("SCL:V1\n\nhandles {\n");
        for (SclHandle handle : document.handles()) {
            out.append(handle.id())
                    .append("(\"")
                    .append(String.join("\",\"", handle.tags()))
                    .append("\")\n");
        }
        out.append("}\nscl {\n");
        content(document.content(), out);
        return out.append('}').toString();
    }

    private static void content(String content, StringBuilder out) {
        if (!fitsRaw(content)) {
            lines(content).forEach(line -> out.append('"').append(line).append("\"\n"));
        } else if (!content.isEmpty()) {
            out.append(content).append('\n');
        }
    }

    /** Tells whether raw mode reads the content back as it is. */
    static boolean fitsRaw(String content) {
        return content.indexOf('\t') < 0
                && content.indexOf('\r') < 0
                && Printable.isWellFormed(content)
                && !OPENS_QUOTED_MODE.matcher(content).lookingAt()
                && !BAD_END.matcher(content).find();
    }

    /** Tells whether quoted mode reads the content back as it is. */
    static boolean fitsQuotedLines(String content) {
        return lines(content).stream().allMatch(SclText::fitsQuotes);
    }

    /** Tells whether a text can stand between quotes, where nothing is escaped. */
    static boolean fitsQuotes(String text) {
        return text.chars().noneMatch(c -> c < 0x20 || c == 0x7F || c == '"') && Printable.isWellFormed(text);
    }

    private static List<String> lines(String content) {
        return List.of(content.split("\n", -1));
    }
}

package dev.avow.operators.quartz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Text in the source of Java, of which nothing is read as anything else. */
final class JavaText {

    /** A constant of a class has at most 65,535 bytes; a character takes at most three. */
    private static final int LONGEST = 20_000;

    private static final Set<Integer> LETTERS = Set.of(
            (int) Character.UPPERCASE_LETTER, (int) Character.LOWERCASE_LETTER, (int) Character.DECIMAL_DIGIT_NUMBER);

    private JavaText() {}

    /** Returns an expression whose value is the text. */
    static String expression(String text) {
        if (text.length() <= LONGEST) {
            return literal(text);
        }
        List<String> parts = new ArrayList<>();
        for (int start = 0; start < text.length(); start += LONGEST) {
            parts.add(literal(text.substring(start, Math.min(start + LONGEST, text.length()))));
        }
        return "String.join(\"\", " + String.join(", ", parts) + ")";
    }

    /** Returns a comment of one line. */
    static String comment(String text) {
        return "// " + text.chars().mapToObj(JavaText::inComment).collect(Collectors.joining());
    }

    private static String literal(String text) {
        return text.chars().mapToObj(JavaText::inLiteral).collect(Collectors.joining("", "\"", "\""));
    }

    private static String inLiteral(int unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> unit < ' ' ? String.format(Locale.ROOT, "\\%03o", unit) : shown(unit);
        };
    }

    /** Two backslashes begin no escape, also where one stands before a {@code u}. */
    private static String inComment(int unit) {
        return unit == '\\' ? "\\\\" : unit < ' ' ? " " : shown(unit);
    }

    private static String shown(int unit) {
        boolean plain = (unit >= ' ' && unit < 0x7F) || LETTERS.contains(Character.getType(unit));
        return plain ? Character.toString(unit) : String.format(Locale.ROOT, "\\u%04X", unit);
    }
}

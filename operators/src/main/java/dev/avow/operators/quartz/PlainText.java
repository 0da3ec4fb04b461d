package dev.avow.operators.quartz;

import java.util.List;
import java.util.Optional;

/** Text that is to be declared as it is, although texts of parameters are templates. */
final class PlainText {

    private static final String PLACE = "{{";
    private static final List<String> OPENINGS = List.of("<%", "[%", "<|", "[|", "<#", "[#");
    private static final String CLOSINGS = ">]";

    private PlainText() {}

    /** Returns a template that renders to the text, or empty if none is known. */
    static Optional<String> template(String text) {
        if (!text.contains(PLACE)) {
            return Optional.of(text);
        }
        if (text.split("\\R", 2)[0].isBlank()) {
            return Optional.empty(); // why: delimiters that stand alone on a line take its end with them
        }
        return OPENINGS.stream()
                .filter(opening -> !text.contains(opening))
                .findFirst()
                .map(opening -> "{{=" + opening + " " + closing(opening) + "=}}" + text);
    }

    private static String closing(String opening) {
        char end = CLOSINGS.charAt(opening.charAt(0) == '<' ? 0 : 1);
        return opening.substring(1) + end;
    }
}

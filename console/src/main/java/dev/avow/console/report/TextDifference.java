package dev.avow.console.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.engine.history.SpecChange.Difference;
import java.util.List;
import java.util.Optional;

/**
 * A difference as a page shows it: texts as they read, without the lines that both have at their beginning and end.
 *
 * @param before empty if there was nothing
 * @param after empty if there is nothing
 */
record TextDifference(String before, String after) {

    /** How many characters of a side are shown. */
    static final int MOST = 4000;

    private static final int KEPT = 1;

    static TextDifference of(Difference difference) {
        String before = read(difference.before());
        String after = read(difference.after());
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int most = Math.min(old.size(), now.size());
        int start = 0;
        while (start < most && old.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        return new TextDifference(cut(shorten(old, start, end)), cut(shorten(now, start, end)));
    }

    /** Returns a JSON string as the text that it is, and other JSON as it is written. */
    private static String read(Optional<String> json) {
        String text = json.orElse("");
        if (!text.startsWith("\"")) {
            return text;
        }
        JsonNode node = Parsed.json(text);
        boolean blank = node.asText().isBlank();
        return node.isTextual() && !blank ? node.textValue() : text;
    }

    private static String shorten(List<String> lines, int start, int end) {
        int skippedFirst = start - KEPT;
        int skippedLast = end - KEPT;
        StringBuilder out = new StringBuilder();
        if (skippedFirst > 1) {
            out.append("[").append(skippedFirst).append(" equal lines]\n");
        }
        int from = skippedFirst > 1 ? skippedFirst : 0;
        int to = lines.size() - (skippedLast > 1 ? skippedLast : 0);
        out.append(String.join("\n", lines.subList(from, to)));
        return skippedLast > 1 ? out + "\n[" + skippedLast + " equal lines]" : out.toString();
    }

    private static String cut(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= MOST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MOST)) + "\n[" + Numbers.grouped(length - MOST)
                + " more characters; 'avow changes JOB' has all]";
    }
}

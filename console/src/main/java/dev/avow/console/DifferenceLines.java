package dev.avow.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One place where two documents differ, as lines: {@code -} was taken away, {@code +} was added. Two texts, of which one
 * has line ends, are compared line by line; of what they share, only the lines around differences are shown, below an
 * {@code @@} with the numbers of the lines.
 */
final class DifferenceLines {

    /** How many lines around a difference are shown, as other tools do. */
    private static final int AROUND = 3;

    /** The two lines that name files. */
    private static final int HEADER = 2;

    private DifferenceLines() {}

    /** A line, safe for a terminal. */
    record Line(Kind kind, String text) {

        Line {
            text = Printable.text(text);
        }

        String painted(Color color) {
            String whole = kind.sign + text;
            return switch (kind) {
                case REMOVED -> color.removed(whole);
                case ADDED -> color.added(whole);
                case SAME -> whole;
                case PLACE -> color.place(whole);
            };
        }
    }

    /** What became of a line. */
    enum Kind {
        SAME("  "),
        REMOVED("- "),
        ADDED("+ "),
        PLACE("@");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    static List<Line> of(Difference difference) {
        Optional<JsonNode> before = difference.before().map(DifferenceLines::tree);
        Optional<JsonNode> after = difference.after().map(DifferenceLines::tree);
        if (isText(before) && isText(after) && (hasLines(before) || hasLines(after))) {
            return compare(lines(before), lines(after)).toList();
        }
        return Stream.concat(values(difference.before(), Kind.REMOVED), values(difference.after(), Kind.ADDED))
                .toList();
    }

    private static JsonNode tree(String json) {
        return Json.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isText(Optional<JsonNode> value) {
        return value.filter(JsonNode::isTextual).isPresent();
    }

    private static boolean hasLines(Optional<JsonNode> value) {
        return value.filter(text -> text.textValue().contains("\n")).isPresent();
    }

    private static List<String> lines(Optional<JsonNode> value) {
        return List.of(value.orElseThrow().textValue().split("\n", -1));
    }

    private static Stream<Line> values(Optional<String> json, Kind kind) {
        return json.stream()
                .flatMap(text -> Json.indented(text).orElse(text).lines())
                .map(line -> new Line(kind, line));
    }

    private static Stream<Line> compare(List<String> before, List<String> after) {
        return UnifiedDiffUtils.generateUnifiedDiff("", "", before, DiffUtils.diff(before, after), AROUND).stream()
                .skip(HEADER)
                .map(DifferenceLines::line);
    }

    private static Line line(String unified) {
        String text = unified.substring(1);
        return switch (unified.charAt(0)) {
            case '-' -> new Line(Kind.REMOVED, text);
            case '+' -> new Line(Kind.ADDED, text);
            case '@' -> new Line(Kind.PLACE, text);
            default -> new Line(Kind.SAME, text);
        };
    }
}

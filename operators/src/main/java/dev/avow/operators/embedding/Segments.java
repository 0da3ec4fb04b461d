package dev.avow.operators.embedding;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.langchain4j.data.segment.TextSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the text segments of a run, and refuses what a model would cut short or could not embed. */
final class Segments {

    private final EmbeddingParameters parameters;

    private Segments(EmbeddingParameters parameters) {
        this.parameters = parameters;
    }

    static List<TextSegment> read(EmbeddingParameters parameters, DeclaredRun run) throws IOException {
        return new Segments(parameters).of(parameters.source().text(run));
    }

    private List<TextSegment> of(String text) {
        List<TextSegment> segments = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed;
            segments.add(segment(segments.size() + 1, line(text, start, end)));
            start = end + 1;
        }
        if (segments.isEmpty()) {
            throw bad("has no segment", "Give at least one");
        }
        return segments;
    }

    private static String line(String text, int start, int end) {
        boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
        return text.substring(start, carriageReturn ? end - 1 : end);
    }

    private TextSegment segment(int number, String line) {
        if (number > parameters.maxSegments()) {
            throw bad("has more than " + parameters.maxSegments() + " segments", "Raise max_segments, or give fewer");
        }
        String segment = parameters
                .format()
                .segment(line)
                .orElseThrow(() -> bad(
                        "is not JSON Lines in line " + number,
                        "Give a JSON string, or an object with a string 'text'"));
        if (segment.isBlank()) {
            throw bad("is blank in line " + number, "Leave blank segments out");
        }
        if (segment.length() > parameters.maxCharacters()) {
            throw bad(
                    "has " + segment.length() + " characters in line " + number + ", which is above "
                            + parameters.maxCharacters(),
                    "Split it, or raise max_characters");
        }
        return TextSegment.from(segment);
    }

    private OperatorException bad(String what, String advice) {
        return OperatorException.permanent("Source '" + parameters.source() + "' " + what + ". " + advice + ".");
    }
}

package dev.avow.engine.scl;

import static dev.avow.engine.scl.SclCode.E104;
import static dev.avow.engine.scl.SclCode.E105;

import java.util.ArrayList;
import java.util.List;

/** Reads the SCL block, in one of its two modes, up to the document's end. */
final class ContentParser {

    private static final int NONE = -1;

    private final Cursor cursor;

    ContentParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Sections 4.1 and 4.2: the first line decides on the mode. */
    String content() {
        cursor.expect("scl {\n", E104, E104);
        int first = cursor.at();
        while (cursor.peek(first) == ' ') {
            first++;
        }
        return cursor.peek(first) == '"' ? quoted() : raw();
    }

    private String quoted() {
        List<String> lines = new ArrayList<>();
        while (!cursor.skip('}')) {
            cursor.skipSpaces();
            cursor.expect('"', "that begins a line, or the '}' of the block without indent", E104, E105);
            lines.add(cursor.quoted(E105));
            cursor.expect('\n', "after a line's quote", E104, E105);
        }
        if (cursor.peek() != Cursor.END) {
            throw cursor.refused(E104, E104, "the document's end after the final '}'");
        }
        return String.join("\n", lines);
    }

    private String raw() {
        int start = cursor.at();
        int line = start;
        int last = line(line);
        while (cursor.skip('\n')) {
            line = cursor.at();
            last = line(line);
        }
        if (last != cursor.at()) {
            throw unclosed(start);
        }
        return line == start ? "" : cursor.text(start, line - 1);
    }

    /** Moves to the end of a line, and returns where it is after spaces and a brace, if it begins so. */
    private int line(int start) {
        while (cursor.peek() != '\n' && cursor.peek() != Cursor.END) {
            cursor.character();
        }
        int brace = afterBrace(start);
        if (brace == NONE || brace == cursor.at()) {
            return brace;
        }
        int rest = brace;
        while (cursor.peek(rest) == ' ') {
            rest++;
        }
        if (rest == cursor.at()) {
            throw new SclRefusedException(E104, brace, "space after the '}' of a line that could end the block");
        }
        return NONE;
    }

    private int afterBrace(int start) {
        int i = start;
        while (cursor.peek(i) == ' ') {
            i++;
        }
        return cursor.peek(i) == '}' ? i + 1 : NONE;
    }

    /** A document that is whole but for line feeds after it is not unclosed: they are too much. */
    private SclRefusedException unclosed(int start) {
        int end = cursor.at();
        while (end > start && cursor.peek(end - 1) == '\n') {
            end--;
        }
        int line = end;
        while (line > start && cursor.peek(line - 1) != '\n') {
            line--;
        }
        return end < cursor.at() && afterBrace(line) == end
                ? new SclRefusedException(E104, end, "line feed after the final '}'")
                : cursor.refused(E105, E105, "a line of only '}'");
    }
}

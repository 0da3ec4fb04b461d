package dev.avow.engine.scl;

import static dev.avow.engine.scl.SclCode.E101;
import static dev.avow.engine.scl.SclCode.E102;
import static dev.avow.engine.scl.SclCode.E103;
import static dev.avow.engine.scl.SclCode.E201;
import static dev.avow.engine.scl.SclCode.E202;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a document from left to right, and stops at the first failure.
 *
 * <p>Where the protocol is silent or says two things, docs/scl.md says what was decided.
 */
final class SclParser {

    private final Cursor cursor;

    private SclParser(byte[] bytes) {
        this.cursor = new Cursor(bytes);
    }

    static SclDocument parse(byte[] bytes) {
        SclParser parser = new SclParser(bytes);
        parser.header();
        List<SclHandle> handles = parser.handles();
        return new SclDocument(handles, new ContentParser(parser.cursor).content());
    }

    /** Section 2. */
    private void header() {
        cursor.expect("SCL:V1\n\n", E101, E101);
        if (cursor.peek() == '\n') {
            throw new SclRefusedException(E101, cursor.at(), "a second blank line after the header");
        }
    }

    /** Sections 3.1 and 3.2. */
    private List<SclHandle> handles() {
        cursor.expect("handles {\n", E102, E102);
        List<SclHandle> handles = new ArrayList<>();
        while (cursor.peek() != '}') {
            indent();
            handles.add(handle());
        }
        close(handles.isEmpty());
        return handles;
    }

    private void close(boolean empty) {
        int line = cursor.at();
        if (empty) {
            throw new SclRefusedException(E102, line, "a handles block without a handle");
        }
        cursor.skip('}');
        if (!cursor.skip('\n')) {
            SclRefusedException here = cursor.refused(E102, E103, "the line feed after the '}' of the handles block");
            // why: of a wrong line, the protocol wants the first byte
            throw here.code() == E102 ? new SclRefusedException(E102, line, here.reason()) : here;
        }
    }

    private void indent() {
        int line = cursor.at();
        cursor.skipSpaces();
        if (cursor.peek() == '\n') {
            throw new SclRefusedException(E102, line, "a blank line in the handles block");
        }
    }

    /** Section 3.3. */
    private SclHandle handle() {
        String id = id();
        cursor.expect('(', "after the id of a handle", E201, E103);
        List<String> tags = tags();
        cursor.expect('\n', "after the ')' of a handle", E201, E103);
        return new SclHandle(id, tags);
    }

    private String id() {
        int start = cursor.at();
        if (!isLetter(cursor.peek())) {
            throw cursor.refused(E201, E103, "the id of a handle, or the '}' of the block without indent");
        }
        while (isLetter(cursor.peek()) || isDigit(cursor.peek())) {
            cursor.character();
        }
        return cursor.text(start, cursor.at());
    }

    /** Section 3.4. */
    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        do {
            cursor.expect('"', "that begins a tag", E202, E103);
            tags.add(cursor.quoted(E103));
        } while (cursor.skip(','));
        cursor.expect(')', "or ',' after a tag", E202, E103);
        return tags;
    }

    private static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

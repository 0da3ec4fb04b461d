package dev.avow.console;

import dev.avow.engine.identity.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of bytes, ended by line feeds; of a line above the limit of a text only so much is kept that it is refused.
 *
 * <p>Not for sharing by threads.
 */
final class Lines {

    private static final int KEPT = CanonicalJson.MAX_TEXT_BYTES + 1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private int length;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line, or returns false at the end; an unended last line is one too. */
    boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            keep(end);
            if (end < limit) {
                position = end + 1;
                return true;
            }
            position = end;
        }
        return any;
    }

    /** Returns a copy of the line, without its line feed. */
    byte[] line() {
        return Arrays.copyOf(line, length);
    }

    /** Returns whether the next line is not here yet. */
    boolean mustWait() {
        return position == limit;
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return position < limit;
    }

    private void keep(int end) {
        int more = Math.min(end - position, KEPT - length);
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.min(KEPT, Math.max(length + more, 2 * line.length)));
        }
        System.arraycopy(buffer, position, line, length, more);
        length += more;
    }
}

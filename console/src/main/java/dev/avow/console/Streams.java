package dev.avow.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes; text goes out in UTF-8.
 *
 * @param terminal whether what goes out is seen on a terminal
 */
record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {

    /** Returns streams for bytes, whatever the platform's encoding is, and no terminal. */
    static Streams of(InputStream in, OutputStream out, OutputStream err) {
        return new Streams(
                in,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
    }

    /** Returns these streams, of a terminal or not. */
    Streams at(boolean terminal) {
        return new Streams(in, out, err, terminal);
    }

    /** Writes a line for a person to standard error, below what went out before: a terminal shows both. */
    void hint(String line) {
        out.flush();
        err.println(line);
    }

    PrintWriter outWriter() {
        return writer(out);
    }

    PrintWriter errWriter() {
        return writer(err);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}

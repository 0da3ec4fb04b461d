package dev.avow.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a command left: its exit code, and what it wrote. */
record Ran(int code, String out, String err) {

    /** Runs a command in this process. */
    static Ran avow(String input, String... args) {
        return avow(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    static Ran avow(InputStream input, String... args) {
        return avow(input, Map.of(), args);
    }

    /** Runs a command in this process, with these variables for its environment and nothing to read. */
    static Ran avow(Map<String, String> environment, String... args) {
        return avow(InputStream.nullInputStream(), environment, args);
    }

    /** Runs a command in this process at a terminal, with these variables. */
    static Ran atTerminal(Map<String, String> environment, String... args) {
        return avow(InputStream.nullInputStream(), true, environment, args);
    }

    private static Ran avow(InputStream input, Map<String, String> environment, String... args) {
        return avow(input, false, environment, args);
    }

    private static Ran avow(InputStream input, boolean terminal, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(Streams.of(input, out, err).at(terminal), environment, args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

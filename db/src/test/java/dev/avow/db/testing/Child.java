package dev.avow.db.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process, with the class path of this one. */
public final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the {@code main} of a class. */
    public static Child start(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            return new Child(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("no child process", e);
        }
    }

    /** Returns the next lines, fewer if the child ends. */
    public List<String> lines(int count) {
        try {
            List<String> lines = new ArrayList<>();
            String line = lines.size() < count ? output.readLine() : null;
            while (line != null) {
                lines.add(line);
                line = lines.size() < count ? output.readLine() : null;
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("child's output", e);
        }
    }

    /** Returns all further lines, and when the child has ended. */
    public List<String> rest() {
        List<String> lines = lines(Integer.MAX_VALUE);
        join();
        return lines;
    }

    /** Kills the child, as {@code kill -9} does; what it has printed can still be read. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        join();
    }

    private void join() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the child ends", e);
        }
    }
}

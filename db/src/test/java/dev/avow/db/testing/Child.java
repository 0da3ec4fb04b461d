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

    /**
     * Returns what follows the beginning of the next line that has it; other lines are passed over.
     *
     * @throws IllegalStateException if the child ends before
     */
    public String await(String beginning) {
        List<String> passed = new ArrayList<>();
        for (List<String> line = lines(1); !line.isEmpty(); line = lines(1)) {
            if (line.get(0).startsWith(beginning)) {
                return line.get(0).substring(beginning.length());
            }
            passed.add(line.get(0));
        }
        throw new IllegalStateException("child ended before it said '" + beginning + "': " + passed);
    }

    /** Gives the child a line to read. */
    public void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("child's input", e);
        }
    }

    /** Lets the child stand still, as {@code kill -STOP} does. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets a child that stands still go on. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, "" + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + signal + " gave " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling", e);
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

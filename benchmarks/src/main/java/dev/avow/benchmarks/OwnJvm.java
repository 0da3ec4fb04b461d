package dev.avow.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs a {@code main} in a Java process of its own, with this class path, which says what it measured. */
final class OwnJvm {

    private static final String FIGURE = "figure ";

    /** Where what is said goes while a program runs in this JVM. */
    private static volatile Optional<Map<String, Double>> heard = Optional.empty();

    private OwnJvm() {}

    /** Runs a program in this JVM, to see that it works; what it measures means nothing. */
    static Said runHere(Program program, String... arguments) throws Exception {
        Map<String, Double> said = new LinkedHashMap<>();
        heard = Optional.of(said);
        try {
            program.run(arguments);
        } finally {
            heard = Optional.empty();
        }
        return new Said(said);
    }

    /** A program. */
    @FunctionalInterface
    interface Program {
        void run(String[] arguments) throws Exception;
    }

    /**
     * Waits for the process to end.
     *
     * @param options of Java
     * @return what it {@linkplain #say said}, by name
     * @throws IllegalStateException if it fails
     */
    static Said run(List<String> options, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Double> said = new LinkedHashMap<>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line, said);
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(main.getSimpleName() + " " + List.of(arguments) + " ended with " + code);
        }
        return new Said(said);
    }

    private static void hear(String line, Map<String, Double> said) {
        if (!line.startsWith(FIGURE)) {
            System.out.println(line);
            return;
        }
        int space = line.lastIndexOf(' ');
        said.put(line.substring(FIGURE.length(), space), Double.valueOf(line.substring(space + 1)));
    }

    /** In the process: tells the one that waits for it. */
    static void say(String name, double value) {
        heard.ifPresentOrElse(
                said -> said.put(name, value),
                () -> System.out.printf(Locale.ROOT, "%s%s %.6f%n", FIGURE, name, value));
    }

    /** In the process: tells how many seconds went by since a {@link System#nanoTime}. */
    static void saySince(String name, long start) {
        say(name, (System.nanoTime() - start) / 1e9);
    }
}

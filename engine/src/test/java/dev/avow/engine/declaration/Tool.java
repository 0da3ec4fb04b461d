package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A program of the machine that checks identities without the engine. */
public record Tool(Path program) {

    /** Returns the program of this name, or skips the test where there is none. */
    public static Tool find(String name) {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), () -> "Skipped: there is no program '" + name + "' on the PATH.");
        return new Tool(program.orElseThrow());
    }

    /** Runs it in this folder with this input, and returns the lines that it writes. */
    public List<String> run(Path folder, String input, List<String> arguments)
            throws IOException, InterruptedException {
        Path in = Files.createTempFile("avow", ".in");
        Path out = Files.createTempFile("avow", ".out");
        try {
            Files.writeString(in, input);
            int code = process(folder, arguments)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start()
                    .waitFor();
            String text = Files.readString(out, StandardCharsets.UTF_8);
            assertThat(code).as("%s says: %s", program, text).isZero();
            return text.lines().toList();
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    private ProcessBuilder process(Path folder, List<String> arguments) {
        ProcessBuilder process = new ProcessBuilder(program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        process.command().addAll(arguments);
        return process;
    }
}

package dev.avow.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes, whose reader sees the end exactly when all processes that hold them for writing have ended. */
final class Pipes {

    private Pipes() {}

    static Path pipe(Path directory, String name) throws IOException, InterruptedException {
        Path pipe = directory.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }
}

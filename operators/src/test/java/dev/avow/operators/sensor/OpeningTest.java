package dev.avow.operators.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of which one is a pipe that nobody writes to. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpeningTest {

    @TempDir
    Path directory;

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    /** Lets go whoever opens the pipe. */
    private static void release(Path pipe) throws IOException {
        Files.newOutputStream(pipe).close();
    }

    @Test
    void opens_a_file() throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "tea");

        Optional<InputStream> opened = Opening.open(file, () -> true);

        try (InputStream in = opened.orElseThrow()) {
            assertThat(in.readAllBytes()).asString().isEqualTo("tea");
        }
        assertThat(Opening.open(file, () -> false)).isEmpty();
    }

    @Test
    void says_that_a_file_is_not_there() {
        assertThatThrownBy(() -> Opening.open(directory.resolve("none"), () -> true))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void waits_for_no_pipe_that_took_the_place_of_the_file() throws Exception {
        Path pipe = pipe();

        assertThat(Opening.open(pipe, () -> false)).isEmpty();

        release(pipe);
    }

    @Test
    void ends_when_it_is_interrupted_while_it_opens() throws Exception {
        Path pipe = pipe();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Opening.open(pipe, () -> true)).isInstanceOf(InterruptedException.class);

        release(pipe);
    }
}

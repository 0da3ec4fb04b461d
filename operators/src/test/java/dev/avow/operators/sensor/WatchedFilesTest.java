package dev.avow.operators.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens between a look for files and their reading. */
@Timeout(60)
class WatchedFilesTest {

    @TempDir
    private Path directory;

    private Path in;
    private Path file;
    private Path secret;

    @BeforeEach
    void fill() throws IOException {
        in = Files.createDirectory(directory.resolve("in"));
        file = Files.writeString(in.resolve("a.txt"), "inside");
        secret = Files.writeString(
                Files.createDirectory(directory.resolve("out")).resolve("a.txt"), "outside");
    }

    @Test
    void reads_no_link_that_is_put_in_place_of_a_file() throws Exception {
        WatchedFiles found = WatchedFiles.find(in, Optional.of("*"));

        Path link = Files.createSymbolicLink(directory.resolve("link"), secret);
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(found.observed()).isEmpty();
    }

    @Test
    void reads_nothing_below_a_link_that_is_put_in_place_of_a_directory() throws Exception {
        WatchedFiles found = WatchedFiles.find(file, Optional.empty());

        Files.move(in, directory.resolve("was"));
        Files.createSymbolicLink(in, secret.getParent());

        assertThat(found.observed()).isEmpty();
    }

    @Test
    void reads_what_a_link_led_to_when_it_was_found() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        WatchedFiles found = WatchedFiles.find(link, Optional.empty());
        Object before = WatchedFiles.find(link, Optional.empty()).observed();

        Files.delete(link);
        Files.createSymbolicLink(link, secret);

        assertThat(found.observed()).isEqualTo(before);
        assertThat(found.files().get(0).real()).isEqualTo(file.toRealPath());
    }

    @Test
    void finds_no_pipe() throws Exception {
        Path pipe = in.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(WatchedFiles.find(pipe, Optional.empty()).files()).isEmpty();
        assertThat(WatchedFiles.find(in, Optional.of("*")).files()).hasSize(1);
    }

    @Test
    void says_that_a_file_is_gone() throws Exception {
        WatchedFiles found = WatchedFiles.find(file, Optional.empty());

        Files.delete(file);

        assertThatThrownBy(found::observed).isInstanceOf(NoSuchFileException.class);
        assertThat(WatchedFiles.find(file, Optional.empty()).files()).isEmpty();
    }
}

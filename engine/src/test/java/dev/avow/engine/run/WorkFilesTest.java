package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private files are made when they are needed, and gone when the attempt has ended. */
class WorkFilesTest {

    @TempDir
    private Path folder;

    @Test
    void makes_nothing_that_is_not_needed() {
        WorkFiles.in(folder).close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keeps_the_work_directory_and_copies_until_it_is_closed() throws Exception {
        WorkFiles files = WorkFiles.in(folder);
        files.copy("key", "tickets", new ByteArrayInputStream(new byte[] {1, 2}));
        Path work = files.work();
        Files.writeString(work.resolve("scratch"), "x");

        assertThat(files.work()).isEqualTo(work).isNotEmptyDirectory();
        assertThat(files.find("key").orElseThrow().path()).hasBinaryContent(new byte[] {1, 2});
        assertThat(files.find("other")).isEmpty();

        files.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void makes_nothing_for_an_attempt_that_has_ended() {
        WorkFiles files = WorkFiles.in(folder);
        files.close();

        assertThatThrownBy(files::work)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The attempt has ended, and its work directory is deleted.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void says_where_there_is_no_place() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        WorkFiles files = WorkFiles.in(gone);
        Files.delete(gone);

        assertThatThrownBy(files::work)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("no work directory can be made in " + gone);
        assertThatThrownBy(() -> WorkFiles.in(gone))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("no work directory can be made in " + gone);
        files.close();
    }
}

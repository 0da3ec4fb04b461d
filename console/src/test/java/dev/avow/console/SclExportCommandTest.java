package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SclExportCommandTest extends LookingContract {

    @Test
    void writes_a_declaration_as_a_document_with_its_bytes_on_one_line() {
        String declaration = avow("show", Sample.DOWNSTREAM, "--declaration").out();

        Ran ran = avow("scl", "export", Sample.DOWNSTREAM);

        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        "SCL:V1\n\nhandles {\njob(\"nightly\")\ntask(\"measure\")\n}\nscl {\n" + declaration + "\n}",
                        ""));
    }

    @Test
    void its_hash_is_the_alias_that_show_prints() {
        Ran exported = avow("scl", "export", Sample.RETRIED);

        String declaration = avow("show", Sample.RETRIED, "--declaration").out();
        String json = "{\"handles\":[{\"id\":\"job\",\"tags\":[\"nightly\"],\"type\":\"Handle\"},"
                + "{\"id\":\"task\",\"tags\":[\"summarise\"],\"type\":\"Handle\"}],\"scl\":{\"content\":\""
                + declaration.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"hints\":[],\"refs\":[],\"type\":\"SclBlock\"},\"type\":\"Document\",\"version\":\"SCL:V1\"}";
        assertThat(Digest.of(json.getBytes(StandardCharsets.UTF_8)).hex()).isEqualTo(Sample.RETRIED_SCL);
        assertThat(Ran.avow(exported.out(), "scl", "hash")).isEqualTo(new Ran(0, Sample.RETRIED_SCL + "\n", ""));
    }

    @Test
    void writes_a_file_and_replaces_one_only_if_it_is_told_to() throws IOException {
        Path file = directory.resolve("run.scl");
        Files.writeString(file, "x".repeat(100_000));

        Ran kept = avow("scl", "export", Sample.RETRIED, "-o", file.toString());
        assertThat(kept)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "There is a file '" + file + "' already, and it is kept. Give another name, or --force.\n"));
        assertThat(file).hasContent("x".repeat(100_000));
        Ran ran = avow("scl", "export", Sample.RETRIED, "--force", "-o", file.toString());

        assertThat(ran).isEqualTo(new Ran(0, "", ""));
        assertThat(Files.readString(file))
                .isEqualTo(avow("scl", "export", Sample.RETRIED).out());
    }

    @Test
    void says_that_a_file_cannot_be_written() {
        String file = directory.resolve("none").resolve("run\u001b.scl").toString();

        Ran ran = avow("scl", "export", Sample.RETRIED, "--output", file);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("'" + file.replace("\u001b", "\\u001B")
                        + "' cannot be written. Check that its directory is there and may be written to.\n  cause: ");
    }

    @Test
    void says_that_no_run_has_an_identity() {
        String nobody = "sha256:" + "0".repeat(64);

        assertThat(avow("scl", "export", nobody))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "No run has the identity " + nobody + " in store '" + store.db()
                                + "'. Look it up with 'avow history JOB', or give another store with --db.\n"));
    }

    @Test
    void takes_no_hash_of_scl_for_an_identity() {
        assertThat(avow("scl", "export", Sample.RETRIED_SCL))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "No run has the identity sha256:" + Sample.RETRIED_SCL + " in store '" + store.db()
                                + "'. Look it up with 'avow history JOB', or give another store with --db.\n"));
    }
}

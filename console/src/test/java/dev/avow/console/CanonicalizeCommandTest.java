package dev.avow.console;

import static dev.avow.console.Documents.CANONICAL;
import static dev.avow.console.Documents.SPACED;
import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalizeCommandTest {

    @Test
    void writes_the_canonical_bytes_and_nothing_else() {
        Ran ran = avow(SPACED, "canonicalize");

        assertThat(ran).isEqualTo(new Ran(0, CANONICAL, ""));
    }

    @Test
    void takes_any_document_of_the_value_subset(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("any.json"), "[ true, {\"b\":\"\\u00e9\\/\",\"a\":-1} ]\n");

        Ran ran = avow("", "canonicalize", file.toString());

        assertThat(ran).isEqualTo(new Ran(0, "[true,{\"a\":-1,\"b\":\"é/\"}]", ""));
    }

    @Test
    void refuses_what_is_outside_the_subset() {
        Ran ran = avow("{\"a\":[1,2.5]}", "canonicalize");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Document in standard input is refused at /a/1:"
                                + " fraction or exponent; write a decimal as a string.\n"));
    }

    @Test
    void an_error_of_the_machine_is_none_of_the_document() {
        Ran ran = avow(
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] into, int from, int length) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                },
                "canonicalize");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2, "", "Failed for want of memory: Java heap space. Give Java more of it, such as -Xmx2g.\n"));
    }
}

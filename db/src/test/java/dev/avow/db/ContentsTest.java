package dev.avow.db;

import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.ContentStore.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents can be read again, unchanged, under their digest. */
class ContentsTest extends StoreContract {

    private static final int MIB = ContentStore.MAX_IN_DATABASE;

    @TempDir
    private Path files;

    @Test
    void keeps_a_small_content_in_the_database() throws IOException {
        byte[] content = random(MIB, 1);

        Kept kept = store().contents().put(content);
        Kept again = store().contents().put(content);

        assertThat(kept).isEqualTo(new Kept(digest(content), MIB)).isEqualTo(again);
        assertThat(read(kept.digest())).isEqualTo(content);
        assertThat(file(kept.digest())).doesNotExist();
    }

    @Test
    void keeps_a_large_content_in_the_directory() throws IOException {
        byte[] content = random(MIB + 1, 2);

        Kept kept = store().contents().put(content);
        Kept again = store().contents().put(content);

        assertThat(kept).isEqualTo(new Kept(digest(content), MIB + 1)).isEqualTo(again);
        assertThat(read(kept.digest())).isEqualTo(content);
        assertThat(file(kept.digest())).hasBinaryContent(content);
        assertThat(parts()).isZero();
    }

    @Test
    void keeps_the_content_of_a_file() throws IOException {
        byte[] small = random(10, 3);
        byte[] large = random(3 * MIB, 4);

        Kept keptSmall = store().contents().put(Files.write(files.resolve("small"), small));
        Kept keptLarge = store().contents().put(Files.write(files.resolve("large"), large));

        assertThat(keptSmall).isEqualTo(new Kept(digest(small), 10));
        assertThat(keptLarge).isEqualTo(new Kept(digest(large), 3 * MIB));
        assertThat(read(keptSmall.digest())).isEqualTo(small);
        assertThat(read(keptLarge.digest())).isEqualTo(large);
    }

    @Test
    void keeps_an_empty_content() throws IOException {
        Kept kept = store().contents().put(new byte[0]);

        assertThat(kept).isEqualTo(new Kept(digest(""), 0));
        assertThat(read(kept.digest())).isEmpty();
    }

    @Test
    void finds_no_content_that_was_not_kept() {
        assertThat(store().contents().open(digest("never kept"))).isEmpty();
    }

    @Test
    void refuses_a_file_that_is_not_there() {
        Path absent = files.resolve("absent");

        assertThatThrownBy(() -> store().contents().put(absent))
                .isInstanceOf(StoreException.class)
                .hasMessage("Content of file '" + absent + "' cannot be read or kept. See the cause.")
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fails_at_the_end_of_a_large_content_that_was_changed() throws IOException {
        byte[] content = random(MIB + 5, 5);
        Kept kept = store().contents().put(content);
        content[MIB] ^= 1;
        Files.write(file(kept.digest()), content);

        assertThatThrownBy(() -> read(kept.digest()))
                .isInstanceOf(IOException.class)
                .hasMessage("Content is not what was kept. Restore it from a backup.\n  kept:  " + kept.digest()
                        + "\n  found: " + digest(content));
    }

    @Test
    void fails_at_the_end_of_a_small_content_that_was_changed() throws SQLException {
        Kept kept = store().contents().put("right".getBytes(StandardCharsets.UTF_8));
        try (Connection connection = store().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String where = store().database() == Store.Database.H2 ? "X'" : "'\\x";
            statement.execute("update content set body = " + where + "7772f66e67', size = 5 where digest = " + where
                    + kept.digest().substring(7) + "'");
        }

        assertThatThrownBy(() -> read(kept.digest()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Content is not what was kept. Restore it from a backup.");
    }

    @Test
    void heals_a_large_content_that_is_put_again() throws IOException {
        byte[] content = random(MIB + 5, 6);
        Kept kept = store().contents().put(content);
        Files.write(file(kept.digest()), new byte[MIB + 5]);

        store().contents().put(content);

        assertThat(read(kept.digest())).isEqualTo(content);
    }

    @Test
    void checks_what_is_skipped_too() throws IOException {
        byte[] content = random(100_000, 7);
        Kept kept = store().contents().put(content);

        try (InputStream stream = store().contents().open(kept.digest()).orElseThrow()) {
            stream.skipNBytes(99_999);
            assertThat(stream.read()).isEqualTo(Byte.toUnsignedInt(content[99_999]));
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.markSupported()).isFalse();
        }
    }

    private byte[] read(String digest) throws IOException {
        try (InputStream stream = store().contents().open(digest).orElseThrow()) {
            return stream.readAllBytes();
        }
    }

    private Path file(String digest) {
        String hex = digest.substring("sha256:".length());
        return directory().resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    private long parts() throws IOException {
        try (Stream<Path> all = Files.walk(directory())) {
            return all.filter(path -> path.toString().endsWith(".part")).count();
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }
}

package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Rows;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities that are given in part. */
class IdentitiesTest {

    private static final String ALIKE = "abcdef12";
    private static final String ALONE = "0123456789" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    @TempDir
    static Path directory;

    private static String db;

    @BeforeAll
    static void fill() {
        Path path = directory.resolve("store");
        db = path.toString();
        try (Store store = Stores.embedded(path)) {
            store.writeOnly(session -> {
                for (int i = 0; i < 12; i++) {
                    Rows.declare(session, run(ALIKE + "%056x".formatted(3 * i), i));
                }
                Rows.declare(session, run(ALONE, 99));
            });
        }
    }

    private static RunRow run(String digits, int at) {
        RunRow run = Rows.aRun("job", at);
        return new RunRow(
                "sha256:" + digits,
                run.key(),
                run.number(),
                run.at(),
                run.spec(),
                run.policy(),
                run.declaredAt(),
                run.standing());
    }

    private static Ran lineage(String identity) {
        return Ran.avow("", "lineage", identity, "--json", "--db", db);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234567", "sha256:01234567", "0123456789aaa", ALONE, "sha256:" + ALONE})
    void finds_the_one_that_begins_so(String given) {
        Ran ran = lineage(given);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("{\"identity\":\"sha256:" + ALONE + "\"");
    }

    @Test
    void lists_some_of_those_that_could_be_meant() {
        StringBuilder listed = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            listed.append("  sha256:")
                    .append(ALIKE)
                    .append("%056x".formatted(3 * i))
                    .append('\n');
        }

        assertThat(lineage(ALIKE))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Several runs have identities that begin with sha256:" + ALIKE
                                + ". Give more digits of one of them:\n" + listed + "  and more\n"));
        assertThat(lineage(ALIKE + "0".repeat(55)).err().lines()).hasSize(7).doesNotContain("  and more");
    }

    @Test
    void says_that_none_begins_so() {
        assertThat(lineage("00000000"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "No run has an identity that begins with sha256:00000000 in store '" + db
                                + "'. Look it up with 'avow history JOB', or give another store with --db.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456", "sha256:", "0123456789A", "sha512:01234567", "01234567 "})
    void refuses_what_can_be_none(String given) {
        assertThat(lineage(given).code()).isEqualTo(2);
        assertThat(lineage(given).err()).startsWith("Identity '" + given + "' is not of the form sha256:");
    }
}

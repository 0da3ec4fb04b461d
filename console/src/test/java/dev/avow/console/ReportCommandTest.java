package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest extends LookingContract {

    private static final Instant NOW = Instant.parse("2026-01-07T05:00:00.000000001Z");

    @TempDir
    private Path folder;

    private Ran report(Path file, String... args) {
        List<String> line = new ArrayList<>(List.of("report", "--job", "nightly", "-o", file.toString()));
        line.addAll(List.of(args));
        return run(line);
    }

    private static Ran run(List<String> line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(InputStream.nullInputStream(), out, err);
        String[] all =
                Stream.concat(line.stream(), Stream.of("--db", store.db())).toArray(String[]::new);
        int code = Main.run(Outside.of(streams, store.environment()), () -> NOW, all);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void writes_the_page_as_of_the_clock_and_nothing_beside_it() throws Exception {
        Path file = folder.resolve("report.html");

        Ran ran = report(file);

        String html = Files.readString(file);
        assertThat(ran).isEqualTo(new Ran(0, "Wrote '" + file + "': " + Files.size(file) + " bytes, runs: 5.\n", ""));
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>nightly</h1>", "<time>2026-01-07T05:00:00Z</time>", Sample.DENIED, Sample.CHANGED)
                .contains("\\u001B[2J\\u202Eevil\\u009B1m")
                .doesNotContain("\u202e", "\u001b", "\u009b");
        assertThat(names()).containsExactly("report.html");
    }

    @Test
    void says_that_runs_of_the_window_were_left_out() {
        Path file = folder.resolve("report.html");

        Ran ran = report(file, "--limit", "2", "--until", "2026-01-07T03:00:00Z", "--since", "2026-01-05");

        assertThat(ran.out()).endsWith("runs: 2, the newest of the window; the page says how many are left out.\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void keeps_a_file_that_is_there_unless_it_is_told_to_replace_it() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), "mine");

        Ran kept = report(file);

        assertThat(kept)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "There is a file '" + file + "' already, and it is kept. Give another name, or --force.\n"));
        assertThat(file).hasContent("mine");
        assertThat(report(file, "--force").code()).isZero();
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
        assertThat(names()).containsExactly("report.html");
    }

    @Test
    void keeps_a_file_that_came_while_the_page_was_made() throws Exception {
        Path file = folder.resolve("report.html");
        NewFile target = new NewFile(file.toString(), false);
        target.refuseIfThere();
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> target.write(new byte[] {1}))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("There is a file '");
        assertThat(file).hasContent("mine");
        assertThat(names()).containsExactly("report.html");
    }

    @Test
    void refuses_places_where_no_file_can_be() {
        Path missing = folder.resolve("no\u202esuch").resolve("report.html");

        assertThat(report(folder)).isEqualTo(new Ran(2, "", "'" + folder + "' is a directory. Give a file's name.\n"));
        Ran nowhere = report(missing);
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err())
                .isEqualTo("'" + folder + "/no\\u202Esuch/report.html' cannot be written."
                        + " Check that its directory is there and may be written to.\n"
                        + "  cause: There is no directory '" + folder + "/no\\u202Esuch'.\n");
    }

    @Test
    void says_that_the_store_does_not_know_a_job() throws Exception {
        Ran ran = run(List.of(
                "report", "--job", "weekly", "-o", folder.resolve("x.html").toString()));

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Job 'weekly' is not known in store '" + store.db()
                                + "'. See which are with 'avow jobs', or give another store with --db.\n"));
        assertThat(names()).isEmpty();
    }

    @Test
    void refuses_bad_usage() throws Exception {
        Path file = folder.resolve("x.html");

        assertThat(report(file, "--since", "yesterday\u001b").err())
                .isEqualTo("Option --since cannot be 'yesterday\\u001B'. Give a moment such as 2026-01-05T03:00:00Z, or"
                        + " a day such as 2026-01-05, which begins at midnight in UTC.\n");
        assertThat(report(file, "--limit", "10001"))
                .isEqualTo(new Ran(2, "", "Limit 10001 is not valid. Use 1 to 10000.\n"));
        assertThat(run(List.of("report", "--job", "nightly")).err())
                .isEqualTo("Missing required option: '--output=FILE'. Run 'avow report --help'.\n");
        assertThat(names()).isEmpty();
    }
}

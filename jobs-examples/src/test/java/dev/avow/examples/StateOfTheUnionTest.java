package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The main job, on the real engine, input and models. */
@Timeout(300)
class StateOfTheUnionTest {

    private static final Pattern ROW = Pattern.compile(
            "(sha256:[0-9a-f]{64})  (\\w+) +slot:main:(\\S+) +SUCCEEDED +1 +\\d+\\.\\d{3} s  (sha256:[0-9a-f]{12})");

    @TempDir
    Path dir;

    @Test
    void goes_on_where_it_was_and_shows_all_identities_and_where_the_spec_changed() {
        Result first = run("--occasions", "2", "--every", "1");

        assertThat(first.exit).as(first.text()).isZero();
        assertThat(first.rows()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(first.text()).contains("/parameters/sentences: 5 -> 7").doesNotContain("7 -> 5");

        Result second = run("--occasions", "2", "--every", "1");

        assertThat(second.exit).as(second.text()).isZero();
        assertThat(second.rows())
                .hasSizeGreaterThan(first.rows().size())
                .startsWith(first.rows().toArray(String[]::new));
        assertThat(second.text()).containsOnlyOnce("/parameters/sentences: 7 -> 5");
        assertThat(identities(second)).doesNotHaveDuplicates();
        assertThat(specs(second, "summarise")).hasSize(2);
        assertThat(specs(second, "split")).hasSize(1);
    }

    @Test
    void refuses_an_input_file_that_was_changed() throws Exception {
        Path changed = Files.createDirectories(dir.resolve("input")).resolve("1790_george_washington.txt");
        Files.writeString(changed, "Fellow Citizens");

        Result result = run("--occasions", "2");

        assertThat(result.exit).isEqualTo(1);
        assertThat(result.text())
                .startsWith("File '" + changed + "' is not what comes with the examples. Delete it, or restore it.\n"
                        + "  expected: sha256:");
    }

    @Test
    void refuses_less_than_two_occasions() {
        Result result = run("--occasions", "1");

        assertThat(result.exit).isEqualTo(2);
        assertThat(result.text()).startsWith("--occasions is 1 and --every is 2. Give at least 2 and 1.");
    }

    private Result run(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        CommandLine line = new CommandLine(new StateOfTheUnion()).setOut(out).setErr(out);
        String[] all = Stream.concat(Stream.of("--dir", dir.toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
        return new Result(line.execute(all), text.toString());
    }

    private static List<String> identities(Result result) {
        return result.rows().stream().map(row -> row.substring(0, 71)).toList();
    }

    private static List<String> specs(Result result, String task) {
        return ROW.matcher(result.text())
                .results()
                .filter(row -> row.group(2).equals(task))
                .map(row -> row.group(4))
                .distinct()
                .toList();
    }

    private record Result(int exit, String text) {

        List<String> rows() {
            return ROW.matcher(text).results().map(row -> row.group()).toList();
        }
    }
}

package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command as a process of its own, in another locale and encoding. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessTest {

    @Test
    void prints_the_identity_and_ends_with_its_exit_code() throws Exception {
        Ran ran = process(Documents.SPACED, "identity");

        assertThat(ran).isEqualTo(new Ran(0, Documents.IDENTITY + "\n", ""));
    }

    @Test
    void writes_utf_8_whatever_the_platform_has() throws Exception {
        Ran ran = process("{\"\u00e9\": \"\ud83d\ude00\"}", "canonicalize");

        assertThat(ran).isEqualTo(new Ran(0, "{\"\u00e9\":\"\ud83d\ude00\"}", ""));
    }

    @Test
    void ends_with_2_for_bad_input() throws Exception {
        Ran ran = process("null", "identity");

        assertThat(ran).isEqualTo(new Ran(2, "", "Declaration in standard input is refused at \"\": null.\n"));
    }

    @Test
    void reads_its_environment_and_writes_no_log() throws Exception {
        Ran ran = process("", "history", "nightly");

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "No Avow store in directory 'none'. Name the directory of yours with --db DIR, or set AVOW_DB.\n"));
    }

    private static Ran process(String input, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=tr",
                "-Dfile.encoding=ISO-8859-1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.avow.console.Main"));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("AVOW_DB", "none");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, err);
    }
}

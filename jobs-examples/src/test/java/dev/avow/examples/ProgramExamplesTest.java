package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.operators.process.ProcessOperator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that were there before: a class of Quartz, a Python script; on the embedded store. */
class ProgramExamplesTest {

    private static final String PYTHON = """
            import collections
            import sys

            words = collections.Counter(sys.stdin.read().split())
            for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))[: int(sys.argv[1])]:
                print(word, count)
            """;

    private static final String SHELL = "tr -s ' ' '\\n' | sort | uniq -c | sort -k1,1nr -k2,2 | head -n \"$1\""
            + " | while read -r count word; do echo \"$word $count\"; done\n";

    @TempDir
    private Path directory;

    private Store store;
    private ManualEngine manual;

    @BeforeEach
    void start() {
        store = Stores.embedded(directory.resolve("store"));
        manual = ManualEngine.on(
                        store,
                        SettableClock.at("2026-01-05T12:00:00Z"),
                        OperatorSource.of(List.of(new ProcessOperator(), MailDigest.operator())))
                .start();
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private List<RunView> runs(String job) {
        return manual.avow().history().runs(job, 100).items();
    }

    private String output(RunView run, String name) throws IOException {
        AttemptView attempt = manual.avow()
                .history()
                .run(run.identity())
                .orElseThrow()
                .attempts()
                .get(0);
        assertThat(run.state()).as(attempt.toString()).isEqualTo(RunState.SUCCEEDED);
        String digest = attempt.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow()
                .digest()
                .text();
        try (InputStream in = store.contents().open(digest).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String declaration(RunView run) {
        return manual.avow().history().run(run.identity()).orElseThrow().declaration();
    }

    @Test
    void a_class_of_quartz_runs_unchanged_and_is_declared_by_name() throws IOException {
        manual.avow()
                .register(MailDigest.digested(Files.writeString(directory.resolve("mailbox"), "disk\nbackup\nnews\n")));

        manual.fireDueAt("2026-01-06T07:00:00Z");

        RunView run = runs("mail-digest").get(0);
        assertThat(output(run, "result")).isEqualTo("To ops@example.org, 2026-01-06: 2 of 3\ndisk\nbackup\n");
        assertThat(declaration(run))
                .contains("\"job\":\"mail-digest\",\"job_version\":\"1\"")
                .doesNotContain("MailDigestJob");
    }

    @Test
    void a_python_script_runs_under_identity() throws Exception {
        assumeTrue(isInDefaultPath("python3"), "python3 is not on this machine");

        assertThat(countedBy("python3", version("python3"), PYTHON)).isEqualTo("the 3\nsea 2\nand 1\n");
    }

    @Test
    void a_changed_script_is_another_run() throws Exception {
        assertThat(countedBy("sh", "POSIX", SHELL)).isEqualTo("the 3\nsea 2\nand 1\n");

        assertThat(declaration(runs("counted-words").get(0)))
                .contains(Digest.of(SHELL.getBytes(StandardCharsets.UTF_8)).text())
                .contains("\"sh\":\"POSIX\"");
        Files.writeString(directory.resolve("script"), "echo changed\n");
        manual.fireDueAt("2026-01-07T03:00:00Z");
        RunView changed = runs("counted-words").get(0);
        assertThat(output(changed, "stdout")).isEqualTo("changed\n");
        assertThat(declaration(changed))
                .contains(Digest.of("echo changed\n".getBytes(StandardCharsets.UTF_8))
                        .text());
    }

    private String countedBy(String interpreter, String version, String script) throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "the sea and the land the sea\n");
        Path file = Files.writeString(directory.resolve("script"), script);
        manual.avow().register(PythonScript.countedWords(interpreter, version, file, text));
        manual.fireDueAt("2026-01-06T03:00:00Z");
        return output(runs("counted-words").get(0), "stdout");
    }

    private static boolean isInDefaultPath(String program) {
        return List.of("/usr/local/bin", "/usr/bin", "/bin").stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static String version(String program) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(program, "--version")
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(asked.waitFor()).isZero();
        return answer;
    }
}

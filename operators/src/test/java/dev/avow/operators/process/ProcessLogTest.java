package dev.avow.operators.process;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.operators.process.Processes.connectionVariables;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.assertions.AvowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.SecretMask;
import dev.avow.operators.LineLog;
import dev.avow.testing.ManualAvow;
import dev.avow.testing.TestRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What of the outputs of real processes is logged. */
@Timeout(60)
class ProcessLogTest {

    private static final String SECRET = "warehouse-pässword/1";

    private final LoggedLines lines = new LoggedLines();

    @AfterEach
    void close() {
        lines.close();
        MDC.clear();
    }

    private static LineLog masking(String secret) {
        OpenConnection connection = new OpenConnection(Connection.named("warehouse"), Map.of("password", secret));
        return new LineLog(LoggerFactory.getLogger("dev.avow.operators.process"), "x", SecretMask.of(connection));
    }

    private static void write(LineLog log, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, 0, bytes.length);
    }

    @Test
    void logs_a_line_while_the_program_still_runs(@TempDir Path directory) throws Exception {
        Path gate = Pipes.pipe(directory, "gate");
        String script = "echo one; read line < \"$1\"; echo two >&2";
        TestRun run = aRun(ProcessOperator.logging(), process("sh", "-c", script, "sh", gate.toString()))
                .attempt(3);
        String source = "INFO " + run.identity().digest().hex().substring(0, 12) + "/3 ";
        FutureTask<OperatorResult> attempt = new FutureTask<>(run::execute);

        new Thread(attempt, "attempt").start();
        String first = lines.next();
        boolean ended = attempt.isDone();
        Files.writeString(gate, "go\n");
        attempt.get();

        assertThat(first).isEqualTo(source + "stdout: one");
        assertThat(ended).isFalse();
        assertThat(lines.rest()).containsExactly(source + "stderr: two");
    }

    @Test
    void logs_nothing_unless_it_is_asked_to() throws Exception {
        aRun(new ProcessOperator(), process("sh", "-c", "echo one; echo two >&2"))
                .execute();

        assertThat(lines.rest()).isEmpty();
    }

    @Test
    void keeps_the_outputs_as_they_are_and_is_the_same_operator() throws Exception {
        OperatorCall call = process("sh", "-c", "printf 'one\\n\\ntwo'");
        TestRun logged = aRun(ProcessOperator.logging(), call);

        assertThat(TestRun.text(logged.execute(), "stdout")).isEqualTo("one\n\ntwo");
        assertThat(lines.rest())
                .extracting(line -> line.replaceFirst(".* stdout: ", ""))
                .containsExactly("one", "", "two");
        assertThat(logged.identity())
                .isEqualTo(aRun(new ProcessOperator(), call).identity());
    }

    @Test
    void logs_in_the_diagnostic_context_of_the_attempt() throws Exception {
        MDC.put("job", "nightly ");

        aRun(ProcessOperator.logging(), process("echo", "one")).execute();

        assertThat(lines.next()).startsWith("nightly INFO ").endsWith(" stdout: one");
    }

    @Test
    void logs_only_what_is_within_the_limit_of_outputs() throws Exception {
        OperatorCall call = process("sh", "-c", "while :; do echo line; done").parameter("max_output_bytes", 12);

        aRun(ProcessOperator.logging(), call).execute();

        assertThat(lines.rest())
                .extracting(line -> line.replaceFirst(".* stdout: ", ""))
                .containsExactly("line", "line", "li");
    }

    @Test
    void masks_secrets_of_the_connection_and_shows_its_settings() {
        String script = "echo $USER $PASSWORD; printf \"$PASSWORD\" | base64 -w 0; exit 0";
        OperatorCall call = connectionVariables(
                process("sh", "-c", script), "warehouse", Map.of("USER", "user", "PASSWORD", "password"));
        Connection warehouse =
                Connection.named("warehouse").setting("user", "reader-of-all").secret("password", "warehouse-password");
        try (ManualAvow avow = ManualAvow.inMemory()
                .operators(ProcessOperator.logging())
                .secret("warehouse-password", SECRET)
                .connection(warehouse)
                .start()) {
            avow.register(job("export").task("ask", call).build());

            avow.trigger("export");
            avow.fireDue();

            assertThat(avow.run("export", "ask")).hasFailed();
        }
        assertThat(lines.rest())
                .extracting(line -> line.replaceFirst(".*/1 ", ""))
                .containsExactly("stdout: reader-of-all ***", "stdout: ***");
    }

    @Test
    void masks_a_secret_that_comes_byte_by_byte() {
        LineLog log = masking(SECRET);

        for (byte b : ("a " + SECRET + " b\n").getBytes(StandardCharsets.UTF_8)) {
            log.write(new byte[] {b}, 0, 1);
        }

        assertThat(lines.rest()).containsExactly("INFO x: a *** b");
    }

    @Test
    void masks_the_lines_of_a_secret_that_has_several() {
        LineLog log = masking("-----BEGIN KEY-----\nMIIEowIBAAKC\n-----END KEY-----\n");

        write(log, "key:\n-----BEGIN KEY-----\r\nMIIEowIBAAKC\r\n-----END KEY-----\r\n");

        assertThat(lines.rest()).containsExactly("INFO x: key:", "INFO x: ***", "INFO x: ***", "INFO x: ***");
    }

    @Test
    void escapes_what_could_forge_a_line_or_move_a_terminal() {
        LineLog log = new LineLog(LoggerFactory.getLogger("dev.avow.operators.process"), "x", SecretMask.none());

        write(log, "a\rINFO forged \u001B[2J\u2028\u202E{} end\r\n");

        assertThat(lines.rest()).containsExactly("INFO x: a\\u000DINFO forged \\u001B[2J\\u2028\\u202E{} end");
    }

    @Test
    void cuts_lines_of_more_than_4096_characters() {
        LineLog log = new LineLog(LoggerFactory.getLogger("dev.avow.operators.process"), "x", SecretMask.none());

        write(log, "é".repeat(4096) + "\n" + "é".repeat(4097) + "\n" + "\uD83D\uDE00".repeat(5000) + "\nnext\n");

        assertThat(lines.rest())
                .containsExactly(
                        "INFO x: " + "é".repeat(4096),
                        "INFO x: " + "é".repeat(4096) + "...",
                        "INFO x: " + "\uD83D\uDE00".repeat(4096) + "...",
                        "INFO x: next");
    }

    @Test
    void shows_no_part_of_a_secret_where_it_cuts() {
        LineLog log = masking(SECRET);

        write(log, "a".repeat(4090) + SECRET + "\n");
        write(log, SECRET.repeat(100_000) + "\n");
        for (int shift = 0; shift < SECRET.length(); shift++) {
            write(log, "a".repeat(shift) + SECRET.repeat(1_000) + "\n");
        }
        log.close();

        assertThat(lines.rest())
                .hasSize(2 + SECRET.length())
                .allSatisfy(line -> assertThat(line).matches("INFO x: a*[*]+(\\.\\.\\.)?"));
    }

    @Test
    void logs_a_last_line_without_an_end_and_nothing_after_an_end() {
        LineLog ended = new LineLog(LoggerFactory.getLogger("dev.avow.operators.process"), "x", SecretMask.none());
        LineLog open = new LineLog(LoggerFactory.getLogger("dev.avow.operators.process"), "y", SecretMask.none());

        write(ended, "one\n");
        ended.close();
        write(open, "one\ntwo");
        open.close();

        assertThat(lines.rest()).containsExactly("INFO x: one", "INFO y: one", "INFO y: two");
    }
}

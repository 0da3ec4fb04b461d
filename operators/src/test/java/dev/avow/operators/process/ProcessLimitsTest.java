package dev.avow.operators.process;

import static dev.avow.operators.process.Processes.limited;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that use too much. */
@Timeout(60)
class ProcessLimitsTest {

    private static final ProcessOperator OPERATOR = new ProcessOperator();

    private static OperatorResult run(String limit, long value, String script) throws Exception {
        assumeTrue(ProcessLimits.program().find().isPresent(), "prlimit of util-linux is not on this machine");
        OperatorCall call = limited(process("sh", "-c", script), Map.of(limit, value));
        return aRun(OPERATOR, call).execute();
    }

    @Test
    void ends_a_process_that_uses_too_much_processor_time_for_good() throws Exception {
        OperatorResult result = run("cpu_seconds", 1, "echo begun; while :; do :; done");

        assertThat(result.message())
                .isEqualTo("Process 'sh' was ended: it used more than 1 s of processor time. Raise cpu_seconds, or let"
                        + " it do less.");
        assertThat(result.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(text(result, "stdout")).isEqualTo("begun\n");
    }

    @Test
    void refuses_a_process_more_memory_than_declared() throws Exception {
        String script = "exec dd if=/dev/zero of=/dev/null bs=200000000 count=1";

        assertThat(run("address_space_bytes", 100_000_000, script).ending()).isEqualTo(Ending.FAILED);
        assertThat(run("address_space_bytes", 1_000_000_000, script).ending()).isEqualTo(Ending.SUCCEEDED);
    }

    @Test
    void ends_a_process_that_writes_too_big_a_file() throws Exception {
        String script = "exec dd if=/dev/zero of=big bs=1000 count=2";

        assertThat(run("file_bytes", 1999, script).ending()).isEqualTo(Ending.FAILED);
        assertThat(run("file_bytes", 2000, script).ending()).isEqualTo(Ending.SUCCEEDED);
    }

    @Test
    void refuses_a_process_more_open_files_than_declared() throws Exception {
        String script = "exec 3<. 4<. 5<. 6<. 7<. && exec sh -c 'exec 8<.' ";

        assertThat(run("open_files", 8, script).ending()).isEqualTo(Ending.FAILED);
        assertThat(run("open_files", 100, script).ending()).isEqualTo(Ending.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"processes, 321, Max processes", "open_files, 77, Max open files"})
    void sets_a_limit_that_the_process_cannot_raise(String limit, long value, String line) throws Exception {
        String limits = text(run(limit, value, "cat /proc/self/limits"), "stdout");

        assertThat(limits.lines().filter(text -> text.startsWith(line)).findFirst())
                .hasValueSatisfying(text -> assertThat(text).containsPattern(" " + value + " +" + value + " "));
    }

    @Test
    void runs_within_its_limits_as_without() throws Exception {
        OperatorResult result = run("cpu_seconds", 10, "echo done");

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(text(result, "stdout")).isEqualTo("done\n");
    }

    @Test
    void objects_where_the_system_cannot_set_limits() {
        TreeMap<String, Long> values = new TreeMap<>(Map.of("cpu_seconds", 1L));
        Program missing = new Program("no-such-prlimit", Environment.none());

        assertThat(new ProcessLimits(values).objection(missing))
                .contains("Limits [cpu_seconds] are declared, and this node has no 'no-such-prlimit' in"
                        + " '/usr/local/bin:/usr/bin:/bin' to set them. Install util-linux, which is for Linux, or"
                        + " declare no limits.");
        assertThat(new ProcessLimits(new TreeMap<>()).objection(missing)).isEmpty();
    }

    @Test
    void refuses_limits_that_cannot_be() {
        assertThatThrownBy(() -> OPERATOR.parameters(
                        limited(process("sh"), Map.of("memory", 1L)).parameters()))
                .hasMessage("Parameter 'limits' of operator 'process' has 'memory', which is not a limit. Use only"
                        + " address_space_bytes, cpu_seconds, file_bytes, open_files, processes.");
        assertThatThrownBy(() -> OPERATOR.parameters(
                        limited(process("sh"), Map.of("cpu_seconds", 0L)).parameters()))
                .hasMessage("Parameter 'limits' of operator 'process' has no good value for 'cpu_seconds'. Give an"
                        + " integer from 1 to 31536000.");
        assertThatThrownBy(() -> OPERATOR.parameters(
                        process("sh").parameter("limits", "none").parameters()))
                .hasMessage("Parameter 'limits' of operator 'process' is not an object. Give one, with a number for"
                        + " each limit.");
    }
}

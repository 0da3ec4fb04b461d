package dev.avow.operators.process;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.process.Processes.connectionVariables;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.process.Processes.reading;
import static dev.avow.operators.process.Processes.retriableExitCodes;
import static dev.avow.operators.process.Processes.successExitCodes;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes: {@code sh}, and {@code python3} where it is. */
@Timeout(60)
class ProcessOperatorTest extends OperatorContract {

    private static final ProcessOperator OPERATOR = new ProcessOperator();

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(OPERATOR, process("sh", path(input("script")), "two"))
                .input("script", "echo one $1; echo three >&2");
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(OPERATOR.parameters(process("sh").parameters())))
                .isEqualTo("{\"command\":[\"sh\"],\"limits\":{},\"max_output_bytes\":16777216,"
                        + "\"retriable_exit_codes\":\"any\",\"stdin\":\"\",\"success_exit_codes\":[0]}");
    }

    @Test
    void runs_a_declared_script_and_keeps_both_outputs() throws Exception {
        OperatorResult result = aGoodRun().execute();

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(text(result, "stdout")).isEqualTo("one two\n");
        assertThat(text(result, "stderr")).isEqualTo("three\n");
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"exit_code\":0}");
    }

    @Test
    void runs_python_where_it_is() throws Exception {
        assumeTrue(new Program("python3", Environment.none()).find().isPresent(), "python3 is not in the default PATH");
        TestRun run = aRun(OPERATOR, process("python3", "-c", "print(6 * 7)"));

        assertThat(text(run.execute(), "stdout")).isEqualTo("42\n");
    }

    @Test
    void leaves_braces_alone_that_name_no_content() throws Exception {
        TestRun run = aRun(OPERATOR, process("sh", "-c", "echo '{x}' ${HOME:-{}}"));

        assertThat(text(run.execute(), "stdout")).isEqualTo("{x} {}\n");
    }

    @Test
    void gives_the_process_the_declared_variables_and_no_others() throws Exception {
        TestRun run = aRun(
                OPERATOR, process("/usr/bin/env").variable("MODE", "strict").variable("EMPTY", ""));

        assertThat(text(run.execute(), "stdout").lines()).containsExactlyInAnyOrder("MODE=strict", "EMPTY=");
    }

    @Test
    void gives_the_process_values_of_its_connection_in_the_variables_that_are_declared() throws Exception {
        OperatorCall call = connectionVariables(
                process("/usr/bin/env"), "warehouse", Map.of("PGUSER", "user", "PGPASSWORD", "password"));
        TestRun run =
                aRun(OPERATOR, call).connection("warehouse", Map.of("user", "reader", "password", "pw", "more", "x"));

        assertThat(text(run.execute(), "stdout").lines()).containsExactlyInAnyOrder("PGUSER=reader", "PGPASSWORD=pw");
        assertThat(CanonicalJson.text(run.declaration().parameters()))
                .contains("\"connection\":\"warehouse\",\"connection_variables\":{\"PGPASSWORD\":\"password\","
                        + "\"PGUSER\":\"user\"}");
    }

    @Test
    void refuses_variables_of_a_connection_that_cannot_be() {
        TestRun taken = aRun(
                        OPERATOR,
                        connectionVariables(process("env").variable("MODE", "x"), "warehouse", Map.of("MODE", "mode")))
                .connection("warehouse", Map.of("mode", "y"));

        assertThatThrownBy(taken::execute)
                .isInstanceOf(OperatorException.class)
                .hasMessage(
                        "Environment variable 'MODE' cannot have 'mode' of the connection: it is declared with a value."
                                + " Use another one.");
        assertThatThrownBy(() -> OPERATOR.parameters(
                        process("env").connection("warehouse").parameters()))
                .hasMessage(
                        "Parameter 'connection_variables' of operator 'process' is missing. Give both, or none of the"
                                + " two.");
        assertThatThrownBy(() ->
                        OPERATOR.parameters(connectionVariables(process("env"), "warehouse", Map.of("A=B", "mode"))
                                .parameters()))
                .hasMessage(
                        "Parameter 'connection_variables' of operator 'process' has 'A=B', which is not a variable with"
                                + " a key. Give keys as text, by variables without '='.");
    }

    @Test
    void runs_in_the_work_directory() throws Exception {
        TestRun run = aRun(OPERATOR, process("sh", "-c", "pwd -P"));

        assertThat(text(run.execute(), "stdout").strip())
                .isEqualTo(run.workDirectory().toRealPath().toString());
    }

    @Test
    void reads_a_declared_content_from_standard_input() throws Exception {
        OperatorCall call = reading(process("cat"), upstream("before", "report"));
        TestRun run = aRun(OPERATOR, call).upstream("before", "report", "from upstream");

        assertThat(text(run.execute(), "stdout")).isEqualTo("from upstream");
    }

    @Test
    void gives_an_empty_standard_input_if_none_is_declared() throws Exception {
        assertThat(text(aRun(OPERATOR, process("cat")).execute(), "stdout")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void fails_by_its_exit_code(OperatorCall call, Ending ending) throws Exception {
        OperatorResult result = aRun(OPERATOR, call).execute();

        assertThat(result.ending()).isEqualTo(ending);
        assertThat(result.message().replaceAll("sha256:[0-9a-f]{64}", "IDENTITY"))
                .isEqualTo("Process 'sh' ended with exit code 3. Read the output 'stderr' of this attempt:"
                        + " 'avow output IDENTITY stderr --attempt 1'.");
        assertThat(text(result, "stdout")).isEqualTo("before\n");
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"exit_code\":3}");
    }

    static List<Arguments> fails_by_its_exit_code() {
        OperatorCall call = process("sh", "-c", "echo before; exit 3");
        return List.of(
                Arguments.of(call, Ending.FAILED),
                Arguments.of(retriableExitCodes(call, 3, 75), Ending.FAILED),
                Arguments.of(retriableExitCodes(call, 75), Ending.FAILED_FOR_GOOD),
                Arguments.of(retriableExitCodes(call), Ending.FAILED_FOR_GOOD),
                Arguments.of(successExitCodes(call, 0, 1), Ending.FAILED));
    }

    @Test
    void succeeds_with_an_exit_code_that_is_declared_as_a_success() throws Exception {
        OperatorCall grep = successExitCodes(process("sh", "-c", "echo text | grep missing"), 0, 1);

        OperatorResult result = aRun(OPERATOR, grep).execute();

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"exit_code\":1}");
    }

    @Test
    void tells_the_signal_that_ended_the_process() throws Exception {
        OperatorResult result =
                aRun(OPERATOR, process("sh", "-c", "kill -9 $$")).execute();

        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"exit_code\":137}");
    }

    @Test
    void kills_a_process_whose_output_is_above_the_limit_and_keeps_the_start() throws Exception {
        OperatorCall call =
                process("sh", "-c", "while :; do echo line >&2; done").parameter("max_output_bytes", 10_000);

        OperatorResult result = aRun(OPERATOR, call).execute();

        assertThat(result.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(result.message())
                .isEqualTo("Process 'sh' was killed: its output 'stderr' is above 10000 bytes. Raise max_output_bytes,"
                        + " or let it write less.");
        assertThat(TestRun.output(result, "stderr")).hasSize(10_000);
    }

    @Test
    void keeps_an_output_that_is_just_at_the_limit() throws Exception {
        OperatorCall call = process("sh", "-c", "printf 12345").parameter("max_output_bytes", 5);

        OperatorResult result = aRun(OPERATOR, call).execute();

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(text(result, "stdout")).isEqualTo("12345");
    }

    @Test
    void kills_the_process_and_its_grandchildren_when_it_is_interrupted(@TempDir Path directory) throws Exception {
        Path pipe = Pipes.pipe(directory, "pipe");
        String script = "(sh -c 'exec 3>\"$1\"; echo ready >&3; sleep 600' sh \"$1\"; :); :";
        FutureTask<OperatorResult> attempt =
                new FutureTask<>(aRun(OPERATOR, process("sh", "-c", script, "sh", pipe.toString()))::execute);
        Thread thread = new Thread(attempt, "attempt");

        thread.start();
        try (BufferedReader grandchild = Files.newBufferedReader(pipe)) {
            assertThat(grandchild.readLine()).isEqualTo("ready");
            thread.interrupt();

            assertThatThrownBy(() -> attempt.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
            assertThat(grandchild.readLine())
                    .as("the pipe's end, once all that hold it are dead")
                    .isNull();
        }
    }

    @Test
    void refuses_an_interpreter_other_than_the_declared_one() throws Exception {
        Path sh = new Program("sh", Environment.none()).find().orElseThrow();
        Digest found = Digest.of(Files.readAllBytes(sh));
        Digest declared = Digest.of("another".getBytes(StandardCharsets.UTF_8));
        OperatorCall call = process("sh", "-c", "echo ran");

        assertThat(aRun(OPERATOR, call.dependsOn("interpreter", found)).objection())
                .isEmpty();
        TestRun other = aRun(OPERATOR, call.dependsOn("interpreter", declared));
        String objection = "Program '" + sh + "' is not the declared interpreter. Install the declared one, or declare"
                + " the run again.\n  declared: " + declared + "\n  found:    " + found;
        assertThat(other.objection()).contains(objection);
        assertThatThrownBy(other::execute).isInstanceOf(OperatorException.class).hasMessage(objection);
    }

    @Test
    void looks_programs_up_in_the_declared_path_only(@TempDir Path directory) throws Exception {
        Path tool = Files.writeString(directory.resolve("tool"), "#!/bin/sh\necho tool\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        TestRun found = aRun(OPERATOR, process("tool").variable("PATH", directory.toString()));
        TestRun lost = aRun(OPERATOR, process("tool"));

        assertThat(text(found.execute(), "stdout")).isEqualTo("tool\n");
        assertThat(lost.objection())
                .contains(
                        "Program 'tool' is not on this node, in '/usr/local/bin:/usr/bin:/bin'. Install it, or declare"
                                + " where it is with variable(\"PATH\", ...).");
    }

    @Test
    void objects_to_content_that_is_not_declared() {
        TestRun run = aRun(OPERATOR, process("sh", path(upstream("before", "script"))));

        assertThat(run.objection())
                .contains("Source 'upstream:before/script' is not declared. Add it to the task with after(...), and"
                        + " declare the run again.");
    }

    @ParameterizedTest
    @MethodSource
    void refuses_bad_parameters(String parameters, String message) {
        JsonObject defined =
                CanonicalJson.parseObject(parameters.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> OPERATOR.parameters(defined)).hasMessage(message);
    }

    static List<Arguments> refuses_bad_parameters() {
        String command = "Parameter 'command' of operator 'process' ";
        String form = ". Start with an absolute path, or a name without '/'; leave U+0000 out.";
        String codes = "Parameter 'retriable_exit_codes' of operator 'process' is neither \"any\" nor an array of exit"
                + " codes. Give different ones from 1 to 255.";
        String success = "Parameter 'success_exit_codes' of operator 'process' is not an array of at least one exit"
                + " code. Give different ones from 0 to 255.";
        return List.of(
                Arguments.of("{}", command + "is missing. Give it."),
                Arguments.of("{'command':[]}", command + "is not an array of at least one string. Give one."),
                Arguments.of(
                        "{'command':['bin/x']}",
                        command + "starts with 'bin/x', which is neither an absolute path nor a name" + form),
                Arguments.of("{'command':['x','\\u0000']}", command + "has U+0000" + form),
                Arguments.of(
                        "{'command':['x','{input:A}']}", command + "has '{input:A}', which is not a source" + form),
                Arguments.of("{'command':['x'],'retriable_exit_codes':[0]}", codes),
                Arguments.of(
                        "{'command':['x'],'retriable_exit_codes':[1],'success_exit_codes':[0,1]}",
                        "Parameter 'retriable_exit_codes' of operator 'process' has 1, which is a success as well. Give"
                                + " it in one of the two."),
                Arguments.of("{'command':['x'],'success_exit_codes':[]}", success),
                Arguments.of("{'command':['x'],'success_exit_codes':[256]}", success),
                Arguments.of("{'command':['x'],'retriable_exit_codes':[3,3]}", codes),
                Arguments.of("{'command':['x'],'retriable_exit_codes':'all'}", codes),
                Arguments.of(
                        "{'command':['x'],'stdin':'x'}",
                        "Parameter 'stdin' of operator 'process' is 'x', which is not a source. Use input:NAME or"
                                + " upstream:TASK/OUTPUT."));
    }
}

package dev.avow.operators.process;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of {@link ProcessOperator} in a job's definition, for static import.
 *
 * <pre>{@code
 * .task("count", process("python3", path(input("script")), "--strict").variable("LANG", "C.UTF-8"))
 *     .input("script", file(Path.of("count.py")))
 * }</pre>
 */
public final class Processes {

    private Processes() {}

    /**
     * Returns a call that runs a program; {@link ProcessOperator} lists what else can be set.
     *
     * @param program an absolute path, or a name that is looked up in the declared {@code PATH}
     * @param arguments as they are, but for what {@link #path} gives
     */
    public static OperatorCall process(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        return OperatorCall.operator(ProcessOperator.NAME)
                .parameter(ProcessParameters.COMMAND, JsonArray.ofStrings(command));
    }

    /**
     * Returns what stands in an argument for the path of a declared content's private copy. An argument that is nothing else,
     * of a mapped upstream task, stands for as many arguments as the task has runs.
     */
    public static String path(Source content) {
        return "{" + content + "}";
    }

    /** Returns a call whose process reads a declared content from its standard input. */
    public static OperatorCall reading(OperatorCall process, Source content) {
        return process.parameter(ProcessParameters.STDIN, content.toString());
    }

    /**
     * Returns a call whose process has a value of its connection, a setting or a secret, in an environment variable.
     *
     * @param connection the connection's name
     * @param keysByVariable which variable has the value of which key
     */
    public static OperatorCall connectionVariables(
            OperatorCall process, String connection, Map<String, String> keysByVariable) {
        JsonObject.Builder variables = JsonObject.builder();
        new TreeMap<>(keysByVariable).forEach(variables::put);
        return process.connection(connection).parameter(ProcessParameters.CONNECTION_VARIABLES, variables.build());
    }

    /** Returns a call of which these exit codes are a success, and not 0 alone; give 0 as well if it is one. */
    public static OperatorCall successExitCodes(OperatorCall process, int... codes) {
        return process.parameter(ProcessParameters.SUCCESS, array(codes));
    }

    /** Returns a call of which only these exit codes are worth another attempt, and not all that are no success. */
    public static OperatorCall retriableExitCodes(OperatorCall process, int... codes) {
        return process.parameter(ProcessParameters.RETRIABLE, array(codes));
    }

    /**
     * Returns a call whose process is limited by the system.
     *
     * @param limits by name, such as {@code cpu_seconds}; {@link ProcessOperator} lists them
     */
    public static OperatorCall limited(OperatorCall process, Map<String, Long> limits) {
        JsonObject.Builder values = JsonObject.builder();
        new TreeMap<>(limits).forEach((name, value) -> values.put(name, (long) value));
        return process.parameter(ProcessLimits.LIMITS, values.build());
    }

    private static JsonArray array(int... codes) {
        List<JsonValue> values =
                Arrays.stream(codes).<JsonValue>mapToObj(JsonInteger::new).toList();
        return new JsonArray(values);
    }
}

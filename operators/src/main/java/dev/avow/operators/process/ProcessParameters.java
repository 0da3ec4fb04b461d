package dev.avow.operators.process;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of {@link ProcessOperator}.
 *
 * @param success the exit codes that are a success
 * @param retriable the exit codes that are worth another attempt; empty for all that are no success
 * @param connectionVariables which environment variables have which values of the connection, by its keys
 * @param all of them, defaults included, as they are declared
 */
record ProcessParameters(
        CommandLine command,
        Optional<Source> stdin,
        int maxOutputBytes,
        NavigableSet<Integer> success,
        Optional<NavigableSet<Integer>> retriable,
        ProcessLimits limits,
        SortedMap<String, String> connectionVariables,
        JsonObject all) {

    static final String COMMAND = "command";
    static final String STDIN = "stdin";
    static final String SUCCESS = "success_exit_codes";
    static final String RETRIABLE = "retriable_exit_codes";

    static final String CONNECTION_VARIABLES = "connection_variables";

    private static final String MAX_OUTPUT = "max_output_bytes";
    private static final int DEFAULT_MAX_OUTPUT = 16 << 20;
    private static final JsonValue ANY = new JsonString("any");
    private static final int MAX_EXIT_CODE = 255;

    static ProcessParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(ProcessOperator.NAME, defined);
        NavigableSet<Integer> success = success(in);
        return new ProcessParameters(
                command(in),
                stdin(in),
                in.integer(MAX_OUTPUT, DEFAULT_MAX_OUTPUT, 1, 1 << 30),
                success,
                retriable(in, success),
                ProcessLimits.read(in),
                connectionVariables(in),
                in.done());
    }

    /** Tells whether a process that ended with this code, which is no success, is worth another attempt. */
    boolean isRetriable(int exitCode) {
        return retriable.map(codes -> codes.contains(exitCode)).orElse(true);
    }

    private static CommandLine command(ParameterReader in) {
        CommandLine command = new CommandLine(in.strings(COMMAND));
        command.fault().ifPresent(fault -> {
            throw in.bad(COMMAND, fault, "Start with an absolute path, or a name without '/'; leave U+0000 out");
        });
        return command;
    }

    private static Optional<Source> stdin(ParameterReader in) {
        String text = in.string(STDIN, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Source.find(text)
                .orElseThrow(() -> in.bad(STDIN, "is '" + text + "', which is not a source", Source.RULE)));
    }

    private static NavigableSet<Integer> success(ParameterReader in) {
        return codes(in.value(SUCCESS, new JsonArray(List.of(new JsonInteger(0)))), 0)
                .filter(codes -> !codes.isEmpty())
                .orElseThrow(() -> in.bad(
                        SUCCESS, "is not an array of at least one exit code", "Give different ones from 0 to 255"));
    }

    private static Optional<NavigableSet<Integer>> retriable(ParameterReader in, NavigableSet<Integer> success) {
        JsonValue value = in.value(RETRIABLE, ANY);
        if (value.equals(ANY)) {
            return Optional.empty();
        }
        NavigableSet<Integer> codes = codes(value, 1)
                .orElseThrow(() -> in.bad(
                        RETRIABLE,
                        "is neither \"any\" nor an array of exit codes",
                        "Give different ones from 1 to 255"));
        codes.stream().filter(success::contains).findFirst().ifPresent(code -> {
            throw in.bad(RETRIABLE, "has " + code + ", which is a success as well", "Give it in one of the two");
        });
        return Optional.of(codes);
    }

    /** Returns different exit codes, or empty if the value is no array of them. */
    private static Optional<NavigableSet<Integer>> codes(JsonValue value, int min) {
        TreeSet<Integer> codes = new TreeSet<>();
        boolean good = value instanceof JsonArray array
                && array.values().stream().allMatch(code -> isExitCode(code, min) && codes.add(number(code)));
        return good ? Optional.of(codes) : Optional.empty();
    }

    private static SortedMap<String, String> connectionVariables(ParameterReader in) {
        TreeMap<String, String> variables = new TreeMap<>();
        boolean connected = in.connection().isPresent();
        Optional<JsonValue> value = in.optional(CONNECTION_VARIABLES);
        if (value.isPresent() != connected) {
            throw in.bad(
                    CONNECTION_VARIABLES,
                    connected ? "is missing" : "is given without a connection",
                    "Give both, or none of the two");
        }
        value.ifPresent(given -> {
            if (!(given instanceof JsonObject object) || object.isEmpty()) {
                throw in.bad(CONNECTION_VARIABLES, "is not an object with a variable", "Give keys by variable");
            }
            object.members().forEach((variable, key) -> {
                if (variable.isEmpty() || variable.contains("=") || !(key instanceof JsonString text)) {
                    throw in.bad(
                            CONNECTION_VARIABLES,
                            "has '" + variable + "', which is not a variable with a key",
                            "Give keys as text, by variables without '='");
                }
                variables.put(variable, text.value());
            });
        });
        return variables;
    }

    private static boolean isExitCode(JsonValue value, int min) {
        return value instanceof JsonInteger integer && integer.value() >= min && integer.value() <= MAX_EXIT_CODE;
    }

    private static int number(JsonValue value) {
        return value instanceof JsonInteger integer ? (int) integer.value() : 0;
    }
}

package dev.avow.operators.process;

import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the process of an attempt, with what is declared and nothing else. */
record ProcessStart(ProcessParameters parameters, DeclaredRun run) {

    /**
     * Starts the process.
     *
     * @throws OperatorException if it cannot have its environment, or the system does not start it, which may be retried
     */
    Process start(Path file) {
        List<String> command = new ArrayList<>(parameters.limits().prefix());
        command.add(file.toString());
        command.addAll(parameters.command().arguments(run));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(run.workDirectory().toFile());
        setEnvironment(builder, run.declaration().context().environment());
        setConnection(builder);
        builder.redirectInput(
                parameters.stdin().map(source -> source.of(run).path().toFile()).orElse(new File("/dev/null")));
        try {
            return builder.start();
        } catch (IOException e) {
            throw OperatorException.retriable("Program '" + file + "' cannot be started: " + e.getMessage() + ".", e);
        }
    }

    private static void setEnvironment(ProcessBuilder builder, Environment environment) {
        builder.environment().clear();
        try {
            builder.environment().putAll(environment.variables());
        } catch (IllegalArgumentException e) {
            throw OperatorException.permanent(
                    "A declared environment variable has a name or value that a process cannot have: " + e.getMessage()
                            + ". Declare another.",
                    e);
        }
    }

    private void setConnection(ProcessBuilder builder) {
        parameters.connectionVariables().forEach((variable, key) -> {
            String value = run.connection().get(key);
            boolean taken = builder.environment().containsKey(variable);
            if (taken || value.indexOf('\0') >= 0) {
                throw OperatorException.permanent("Environment variable '" + variable + "' cannot have '" + key
                        + "' of the connection: "
                        + (taken ? "it is declared with a value" : "the value has U+0000") + ". Use another one.");
            }
            builder.environment().put(variable, value);
        });
    }
}

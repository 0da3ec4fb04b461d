package dev.avow.operators.process;

import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.LineLog;
import dev.avow.operators.OutputAdvice;
import dev.avow.operators.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program of this node to its end, in the attempt's work directory. For POSIX systems. Threads may share it.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code command}</td><td>the program and its arguments; must be given. The program is an absolute path, or a
 *     name that is looked up in the declared variable {@code PATH}, else in {@code /usr/local/bin:/usr/bin:/bin}; the
 *     node's own {@code PATH} is never used. In an argument {@code {input:NAME}} and {@code {upstream:TASK/OUTPUT}}
 *     stand for the path of a private copy whose digest was checked: so scripts are declared</td></tr>
 * <tr><td>{@code stdin}</td><td>what standard input is, {@code input:NAME} or {@code upstream:TASK/OUTPUT}; nothing by
 *     default</td></tr>
 * <tr><td>{@code max_output_bytes}</td><td>of each output, 1 to 1,073,741,824; 16,777,216</td></tr>
 * <tr><td>{@code success_exit_codes}</td><td>an array of the exit codes that are a success; 0 alone by default</td></tr>
 * <tr><td>{@code retriable_exit_codes}</td><td>an array of exit codes that are worth another attempt, or {@code "any"},
 *     the default: all that are no success. All others fail for good</td></tr>
 * <tr><td>{@code limits}</td><td>an object; empty by default. What each process may use: {@code cpu_seconds} of
 *     processor time; {@code address_space_bytes}; {@code open_files}; {@code file_bytes}, of each file that it writes;
 *     and {@code processes}, how many the node's user may have, which does not hold for root. They need
 *     {@code prlimit} of util-linux on the node, and without it the run is denied. A limit above the node's own one ends
 *     the process at its start</td></tr>
 * <tr><td>{@code connection}</td><td>the name of a connection; none by default</td></tr>
 * <tr><td>{@code connection_variables}</td><td>an object: which environment variable has which value of the connection, by
 *     its key; must be given with a connection. Whoever may look into the process on the node sees these values</td></tr>
 * </table>
 *
 * <p>The process sees the environment variables that are declared, and those of the connection, and no others: not even {@code PATH}, {@code HOME} or
 * {@code LANG}. A digest declared as {@code interpreter} is that of the program's file and is checked before each
 * attempt; other names in the declared environment are the job's own statements, which this operator cannot check.
 *
 * <p>Outputs {@code stdout} and {@code stderr}, of media type {@value #MEDIA_TYPE}, are kept whether the process
 * succeeded or failed, up to the limit. Note: {@code exit_code}, 128 and the signal's number if a signal ended it.
 *
 * <p>An exit code that is no success fails as {@code retriable_exit_codes} says; that of a process that used up its
 * {@code cpu_seconds} fails for good. What other limits forbid, the system refuses the process, and it decides what to do.
 * An output above the limit, a program that is not
 * there or is not the declared one, and a process left behind that holds an output open fail for good; a program that the
 * system does not start may be retried. When the executing thread is interrupted, at a timeout or a cancellation, the
 * process and all that descend from it are killed before {@link #execute} throws. Processes that descend from it and
 * outlive it are killed as well, as far as they were its descendants at one of the looks, ten a second.
 */
public final class ProcessOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "process";

    private static final Logger LINES = LoggerFactory.getLogger("dev.avow.operators.process");
    private static final int SHORT = 12;

    /** The media type of the outputs. */
    public static final String MEDIA_TYPE = "application/octet-stream";

    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";

    private final boolean logs;

    /** Makes an operator that logs nothing of what programs write. */
    public ProcessOperator() {
        this(false);
    }

    private ProcessOperator(boolean logs) {
        this.logs = logs;
    }

    /**
     * Returns an operator that also logs each line of both outputs as it comes, at INFO by the logger
     * {@code dev.avow.operators.process}: {@code IDENTITY/ATTEMPT stdout: LINE}, with the first twelve digits of the
     * identity. In place of a secret of the connection, or a line of one, stand three stars; controls are escaped; a line
     * of more than 4,096 characters is cut. What is logged is not declared, and changes no outcome.
     */
    public static ProcessOperator logging() {
        return new ProcessOperator(true);
    }

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "2");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return ProcessParameters.read(defined).all();
    }

    /** Objects to a program that is not here, or is another one here, and to contents that are not declared. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        ProcessParameters parameters = ProcessParameters.read(declaration.parameters());
        List<Source> sources = new ArrayList<>(parameters.command().sources());
        parameters.stdin().ifPresent(sources::add);
        return sources.stream()
                .flatMap(source -> source.objection(declaration).stream())
                .findFirst()
                .or(() -> program(parameters, declaration).objection())
                .or(() -> parameters.limits().objection(ProcessLimits.program()));
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        ProcessParameters parameters = ProcessParameters.read(run.declaration().parameters());
        Program program = program(parameters, run.declaration());
        program.objection()
                .or(() -> parameters.limits().objection(ProcessLimits.program()))
                .ifPresent(objection -> {
                    throw OperatorException.permanent(objection);
                });
        Path file = program.find().orElseThrow();
        Path stdout = run.workDirectory().resolve(".avow-stdout");
        Path stderr = run.workDirectory().resolve(".avow-stderr");
        try (RunningProcess process = new RunningProcess(new ProcessStart(parameters, run).start(file))) {
            Optional<String> fault =
                    process.await(stdout, stderr, parameters.maxOutputBytes(), name -> lines(run, name));
            OperatorResult result = fault.map(what -> failure(parameters, what, false))
                    .orElseGet(() -> ended(run, parameters, process.exitCode()));
            return result.output(STDOUT, MEDIA_TYPE, stdout)
                    .output(STDERR, MEDIA_TYPE, stderr)
                    .note("exit_code", new JsonInteger(process.exitCode()));
        }
    }

    private OutputStream lines(DeclaredRun run, String output) {
        if (!logs) {
            return OutputStream.nullOutputStream();
        }
        String shortened = run.identity().digest().hex().substring(0, SHORT);
        return LineLog.of(LINES, shortened + "/" + run.attempt() + " " + output, run);
    }

    private static OperatorResult ended(DeclaredRun run, ProcessParameters parameters, int exitCode) {
        if (parameters.success().contains(exitCode)) {
            return OperatorResult.success();
        }
        return parameters
                .limits()
                .reached(exitCode)
                .map(what -> failure(parameters, what, false))
                .orElseGet(() -> failure(
                        parameters,
                        "ended with exit code " + exitCode + ". " + OutputAdvice.read(run, "stderr"),
                        parameters.isRetriable(exitCode)));
    }

    private static OperatorResult failure(ProcessParameters parameters, String what, boolean retriable) {
        return OperatorResult.failure("Process '" + parameters.command().program() + "' " + what + ".", retriable);
    }

    private static Program program(ProcessParameters parameters, Declaration declaration) {
        Environment environment = declaration.context().environment();
        return new Program(parameters.command().program(), environment);
    }
}

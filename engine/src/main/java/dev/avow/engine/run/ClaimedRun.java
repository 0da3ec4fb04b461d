package dev.avow.engine.run;

import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an operator gets: made from a permit, after the claim. */
final class ClaimedRun implements DeclaredRun {

    private final Permit permit;
    private final WorkFiles files;
    private final Optional<OpenConnection> connection;

    ClaimedRun(Permit permit, WorkFiles files, Optional<OpenConnection> connection) {
        this.permit = permit;
        this.files = files;
        this.connection = connection;
    }

    static String inputKey(String name) {
        return "input " + name;
    }

    static String outputKey(String task, int place, String output) {
        return "output " + task + " " + place + " " + output;
    }

    @Override
    public Identity identity() {
        return permit.identity();
    }

    @Override
    public int attempt() {
        return permit.attempt();
    }

    @Override
    public Declaration declaration() {
        return permit.declaration();
    }

    @Override
    public Input input(String name) {
        return files.find(inputKey(name))
                .orElseThrow(() -> OperatorException.permanent(
                        "Input '" + name + "' is not declared. Add it to the task with input(name, source)."));
    }

    @Override
    public Input upstream(String task, String output) {
        if (!(permit.declaration().context().upstream().get(task) instanceof UpstreamRun)) {
            throw undeclared(task, output);
        }
        return files.find(outputKey(task, 0, output)).orElseThrow(() -> undeclared(task, output));
    }

    private static OperatorException undeclared(String task, String output) {
        return OperatorException.permanent("Output '" + output + "' of task '" + task
                + "' is not declared. Put this task after it, and let it give that output.");
    }

    @Override
    public List<Input> upstreamAll(String task, String output) {
        int runs = runs(permit.declaration().context().upstream().get(task));
        return IntStream.range(0, runs)
                .mapToObj(place -> files.find(outputKey(task, place, output)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static int runs(@Nullable Upstream upstream) {
        if (upstream instanceof UpstreamRuns runs) {
            return runs.runs().size();
        }
        return upstream instanceof UpstreamList list ? list.count() : upstream == null ? 0 : 1;
    }

    @Override
    public OpenConnection connection() {
        return connection.orElseGet(DeclaredRun.super::connection);
    }

    @Override
    public Path workDirectory() {
        return files.work();
    }
}

package dev.avow.engine.run;

import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.PrivatePlaces;
import dev.avow.engine.declaration.PrivateValue;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.ClearMessage;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an operator gets: made from a permit, after the claim. */
final class ClaimedRun implements DeclaredRun {

    private final Permit permit;
    private final WorkFiles files;
    private final Optional<OpenConnection> connection;
    private final InstantSource clock;

    ClaimedRun(Permit permit, WorkFiles files, Optional<OpenConnection> connection, InstantSource clock) {
        this.clock = clock;
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
    public List<ClearMessage> messages() {
        List<Message> declared = declaration().prompt().map(Prompt::messages).orElse(List.of());
        List<ClearMessage> clear = new ArrayList<>();
        for (Message message : declared) {
            String text = message.content() instanceof Prompt.Text open
                    ? open.text()
                    : permit.texts().text(PrivatePlaces.message(clear.size()));
            clear.add(new ClearMessage(message.role(), text));
        }
        return clear;
    }

    @Override
    public JsonObject params() {
        SortedMap<String, JsonValue> clear = new TreeMap<>();
        if (declaration().occasion() instanceof Manual manual) {
            manual.params()
                    .members()
                    .forEach((name, value) -> clear.put(
                            name,
                            PrivateValue.find(value).isPresent()
                                    ? new JsonString(permit.texts().text(PrivatePlaces.param(name)))
                                    : value));
        }
        return JsonObject.of(clear);
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
    public Optional<JsonObject> deferred() {
        return permit.deferred();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Path workDirectory() {
        return files.work();
    }
}

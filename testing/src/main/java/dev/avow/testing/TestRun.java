package dev.avow.testing;

import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.Context;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import dev.avow.engine.operator.ClearMessage;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** An attempt of a run for tests of operators, with its content in a directory of the test. */
public final class TestRun implements DeclaredRun {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Digest SOME_DIGEST = Digest.of("some".getBytes(StandardCharsets.UTF_8));

    private final Operator operator;
    private final OperatorCall call;
    private final Path directory;
    private Optional<OpenConnection> connection = Optional.empty();
    private Optional<JsonObject> deferred = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<Digest> outputSchema = Optional.empty();
    private Instant now = NOON;
    private int attempt = 1;
    private final SortedMap<String, Input> inputs = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Input>> upstream = new TreeMap<>();

    private TestRun(Operator operator, OperatorCall call, Path directory) {
        this.operator = operator;
        this.call = call;
        this.directory = directory;
    }

    /** Returns an attempt of a task that calls an operator; what it works from is added. */
    public static TestRun aRun(Operator operator, OperatorCall call) {
        try {
            Path target = Files.createDirectories(Path.of("target", "runs").toAbsolutePath());
            return new TestRun(operator, call, Files.createTempDirectory(target, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestRun input(String name, String content) {
        return input(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestRun input(String name, byte[] content) {
        inputs.put(name, copy("input-" + name, name, content));
        return this;
    }

    /** Gives the run a connection that has these values. */
    public TestRun connection(String name, Map<String, String> values) {
        connection = Optional.of(new OpenConnection(Connection.named(name), values));
        return this;
    }

    @Override
    public OpenConnection connection() {
        return connection.orElseGet(DeclaredRun.super::connection);
    }

    public TestRun upstream(String task, String output, String content) {
        return upstream(task, output, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestRun upstream(String task, String output, byte[] content) {
        upstream.computeIfAbsent(task, unused -> new TreeMap<>())
                .put(output, copy("upstream-" + task + "-" + output, output, content));
        return this;
    }

    /** Adds all outputs of another operator's result, as an upstream task's. */
    public TestRun upstream(String task, OperatorResult result) {
        result.outputs().forEach(output -> upstream(task, output.name(), TestRun.content(output)));
        return this;
    }

    @Override
    public List<Input> upstreamAll(String task, String output) {
        return List.of(upstream(task, output));
    }

    /** Executes the run. */
    public OperatorResult execute() throws Exception {
        return operator.execute(this);
    }

    /** Returns what the operator objects to. */
    public Optional<String> objection() {
        return operator.objection(declaration());
    }

    /** Returns the bytes of a result's output. */
    public static byte[] output(OperatorResult result, String name) {
        return result.outputs().stream()
                .filter(output -> output.name().equals(name))
                .map(TestRun::content)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the text of a result's output. */
    public static String text(OperatorResult result, String name) {
        return new String(output(result, name), StandardCharsets.UTF_8);
    }

    /** Returns the bytes of an output. */
    public static byte[] content(OperatorResult.Output output) {
        if (output instanceof OperatorResult.FileOutput file) {
            try {
                return Files.readAllBytes(file.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ((OperatorResult.BytesOutput) output).content();
    }

    @Override
    public Identity identity() {
        return declaration().identity();
    }

    /** Sets which attempt it is; the first until then. */
    public TestRun attempt(int number) {
        attempt = number;
        return this;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Declaration declaration() {
        return new Declaration(
                "nightly-report",
                "task",
                new Occasion.Slot("main", NOON, new Occasion.DataInterval(NOON.minusSeconds(60), NOON)),
                new SpecDigest(SOME_DIGEST),
                operator.ref(),
                call.model(),
                prompt(),
                operator.parameters(call.parameters()),
                new Context(declaredInputs(), call.tools(), declaredUpstream(), Optional.empty(), call.environment()),
                new Constraints(timeout, new TreeSet<>(), outputSchema, Optional.empty()),
                new Responsible("tests", Responsible.SCHEDULE));
    }

    @Override
    public List<ClearMessage> messages() {
        return call.messages().stream()
                .map(message -> new ClearMessage(message.role(), message.text().text()))
                .toList();
    }

    @Override
    public JsonObject params() {
        return JsonObject.empty();
    }

    @Override
    public Input input(String name) {
        return found(inputs, name);
    }

    @Override
    public Input upstream(String task, String output) {
        return found(upstream.getOrDefault(task, new TreeMap<>()), output);
    }

    /** Has the attempt go on after it was deferred with this state. */
    public TestRun deferred(JsonObject state) {
        deferred = Optional.of(state);
        return this;
    }

    @Override
    public Optional<JsonObject> deferred() {
        return deferred;
    }

    /** Declares a limit of the attempt. */
    public TestRun timeout(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    /** Declares the schema that the outputs must have. */
    public TestRun outputSchema(Digest schema) {
        outputSchema = Optional.of(schema);
        return this;
    }

    /** Sets what time it is; noon of the run's slot until then. */
    public TestRun at(Instant moment) {
        now = moment;
        return this;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Path workDirectory() {
        try {
            return Files.createDirectories(directory.resolve("work"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Prompt> prompt() {
        List<Message> messages = messages().stream()
                .map(message -> new Message(message.role(), message.content()))
                .toList();
        return messages.isEmpty() ? Optional.empty() : Optional.of(new Prompt(messages, SOME_DIGEST));
    }

    private static Input found(Map<String, Input> among, String name) {
        return Optional.ofNullable(among.get(name))
                .orElseThrow(() -> OperatorException.permanent("'" + name + "' is not declared."));
    }

    private Input copy(String file, String name, byte[] content) {
        try {
            Path path = Files.write(directory.resolve(file), content);
            return new Input(name, Digest.of(content), content.length, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, DeclaredInput> declaredInputs() {
        TreeMap<String, DeclaredInput> declared = new TreeMap<>();
        inputs.forEach((name, input) -> declared.put(name, new DeclaredInput(input.digest(), input.size())));
        return declared;
    }

    private SortedMap<String, Upstream> declaredUpstream() {
        TreeMap<String, Upstream> declared = new TreeMap<>();
        upstream.forEach((task, outputs) -> {
            TreeMap<String, Digest> digests = new TreeMap<>();
            outputs.forEach((name, input) -> digests.put(name, input.digest()));
            declared.put(task, new UpstreamRun(new Identity(SOME_DIGEST), 1, digests));
        });
        return declared;
    }
}

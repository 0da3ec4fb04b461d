package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Constraints.Budget;
import dev.avow.engine.declaration.Constraints.Cost;
import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.schedule.Cron;
import dev.avow.engine.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a test defines of one task and its job, each part apart, and writes in the DSL in any order of calls. */
final class Definition {

    private static final List<String> TEXTS =
            List.of("", "a", "ä", "a\u0308", "\uD83D\uDE00", "\"\\/", "\u0000", "line\nline", "{{ticket}}", "Ω");

    private static final List<TriggerRule> RULES = List.of(TriggerRule.values());

    String jobName = "nightly-report";
    String taskName = "summarise";
    Optional<String> owner = Optional.of("reports@example.org");
    OperatorRef operator = new OperatorRef("chat", "1");
    Optional<Model> model = Optional.of(
            new Model("example", "small", Optional.of("2026-01"), Optional.of(Declarations.aDigest("weights"))));
    List<MessageTemplate> messages =
            new ArrayList<>(List.of(new MessageTemplate("system", "Be brief."), new MessageTemplate("user", "Go.")));
    Map<String, JsonValue> parameters =
            new TreeMap<>(Map.of("seed", new JsonInteger(7), "temperature", new JsonString("0.2")));
    Set<String> inputs = new TreeSet<>(Set.of("tickets", "notes"));
    Set<String> after = new TreeSet<>(Set.of("fetch", "check"));
    Optional<TriggerRule> rule = Optional.of(TriggerRule.ALL_DONE);
    List<Tool> tools = new ArrayList<>(List.of(
            new Tool("search", Declarations.aDigest("search")), new Tool("open", Declarations.aDigest("open"))));
    Map<String, Digest> digests = new TreeMap<>(Map.of("python", Declarations.aDigest("python")));
    Map<String, String> versions = new TreeMap<>(Map.of("numpy", "2.1"));
    Map<String, String> variables = new TreeMap<>(Map.of("LANG", "C"));
    Optional<Duration> timeout = Optional.of(Duration.ofMinutes(5));
    Optional<Digest> outputSchema = Optional.of(Declarations.aDigest("schema"));
    Optional<Budget> budget = Optional.of(new Budget(OptionalLong.of(1000), Optional.of(new Cost("0.5", "EUR"))));

    // none of these is part of a spec
    Map<String, Schedule> schedules = new TreeMap<>(Map.of("default", Cron.cron("0 0 3 * * ?")));
    Optional<RetryPolicy> retry = Optional.empty();
    Optional<Duration> ahead = Optional.empty();
    Optional<RetryPolicy> retryRefused = Optional.empty();
    Optional<Integer> maxActiveRuns = Optional.empty();
    Optional<String> pool = Optional.empty();
    Optional<Approval> approval = Optional.empty();
    Optional<Duration> runTimeout = Optional.empty();
    Optional<Duration> deadline = Optional.empty();
    boolean privateOutputs;
    Set<String> kept = new TreeSet<>();
    Path file = Path.of("tickets.csv");
    List<String> otherTasks = new ArrayList<>();
    JsonObject defaults = JsonObject.empty();

    /** Returns a definition of which this random decides every part. */
    static Definition random(Random random) {
        Definition made = new Definition();
        made.jobName = name(random);
        made.taskName = name(random);
        made.owner = maybe(random, "team " + random.nextInt(5));
        made.operator = new OperatorRef(name(random), "v" + random.nextInt(5));
        made.model = maybe(
                random,
                new Model(
                        "p" + random.nextInt(3),
                        "m" + random.nextInt(3),
                        maybe(random, "v" + random.nextInt(3)),
                        maybe(random, digest(random))));
        made.messages = list(
                random,
                () -> new MessageTemplate(
                        random.nextBoolean() ? "system" : "user",
                        new PromptText(text(random), random.nextInt(4) == 0)));
        made.parameters = map(random, () -> value(random, 3));
        made.inputs = map(random, () -> "").keySet();
        made.after = map(random, () -> "").keySet().stream()
                .map(name -> "up-" + name)
                .collect(Collectors.toCollection(TreeSet::new));
        made.rule = made.after.isEmpty() ? Optional.empty() : maybe(random, RULES.get(random.nextInt(RULES.size())));
        made.tools = new ArrayList<>();
        map(random, () -> digest(random)).forEach((name, digest) -> made.tools.add(new Tool(name, digest)));
        Collections.shuffle(made.tools, random);
        made.digests = map(random, () -> digest(random));
        made.versions = map(random, () -> "v" + random.nextInt(9));
        made.variables = map(random, () -> text(random));
        made.timeout = maybe(random, Duration.ofMillis(1 + random.nextInt(1 << 30)));
        made.outputSchema = maybe(random, digest(random));
        made.budget = maybe(random, Declarations.tokens(1 + random.nextInt(1 << 30)));
        made.changeUnspecified(random);
        return made;
    }

    /** Changes all that is no part of a spec. */
    void changeUnspecified(Random random) {
        schedules = map(random, () -> Cron.cron("0 " + random.nextInt(60) + " 3 * * ?"));
        retry = maybe(random, RetryPolicy.retries(random.nextInt(5)));
        ahead = schedules.isEmpty() ? Optional.empty() : maybe(random, Duration.ofMinutes(random.nextInt(60)));
        retryRefused = maybe(random, RetryPolicy.retries(random.nextInt(5)));
        kept = inputs.stream().filter(input -> random.nextBoolean()).collect(Collectors.toCollection(TreeSet::new));
        file = Path.of("file" + random.nextInt(9));
        otherTasks = list(random, () -> "other" + random.nextInt()).stream()
                .distinct()
                .toList();
        defaults = JsonObject.builder().put("z-default", random.nextInt(9)).build();
    }

    BoundTask bind() {
        return bind(new Random(0));
    }

    /** Returns the task, defined by calls in an order that this random decides where order has no meaning. */
    BoundTask bind(Random order) {
        JobBuilder job = Dsl.job(jobName);
        List<Consumer<JobBuilder>> calls = new ArrayList<>();
        owner.ifPresent(team -> calls.add(to -> to.owner(team)));
        schedules.forEach((name, schedule) -> calls.add(to -> to.schedule(name, schedule)));
        ahead.ifPresent(time -> calls.add(to -> to.declareAhead(time)));
        retryRefused.ifPresent(policy -> calls.add(to -> to.retryRefused(policy)));
        maxActiveRuns.ifPresent(limit -> calls.add(to -> to.maxActiveRuns(limit)));
        after.forEach(name -> calls.add(to -> to.task(name, Dsl.operator("copy"))));
        otherTasks.forEach(name -> calls.add(to -> to.task(name, Dsl.operator("copy"))));
        calls.add(to -> task(to.task(taskName, call(order)), order));
        Collections.shuffle(calls, order);
        calls.forEach(one -> one.accept(job));
        Job built = job.build();
        TreeMap<String, JsonValue> all = new TreeMap<>(defaults.members());
        all.putAll(parameters);
        return new BoundTask(built, built.task(taskName), operator, new JsonObject(all));
    }

    private void task(TaskBuilder task, Random order) {
        List<Consumer<TaskBuilder>> calls = new ArrayList<>();
        inputs.forEach(name -> calls.add(to -> {
            InputSource source = InputSource.file(file);
            var unused = kept.contains(name) ? to.keptInput(name, source) : to.input(name, source);
        }));
        after.forEach(name -> calls.add(to -> to.after(name)));
        rule.ifPresent(given -> calls.add(to -> to.when(given)));
        timeout.ifPresent(limit -> calls.add(to -> to.timeout(limit)));
        outputSchema.ifPresent(schema -> calls.add(to -> to.outputSchema(schema)));
        budget.ifPresent(limit -> calls.add(to -> to.budget(limit)));
        retry.ifPresent(policy -> calls.add(to -> to.retry(policy)));
        pool.ifPresent(name -> calls.add(to -> to.pool(name)));
        approval.ifPresent(by -> calls.add(to -> to.requireApproval(by)));
        runTimeout.ifPresent(limit -> calls.add(to -> to.runTimeout(limit)));
        deadline.ifPresent(limit -> calls.add(to -> to.deadline(limit)));
        if (privateOutputs) {
            calls.add(TaskBuilder::privateOutputs);
        }
        Collections.shuffle(calls, order);
        calls.forEach(one -> one.accept(task));
    }

    private OperatorCall call(Random order) {
        List<UnaryOperator<OperatorCall>> calls = new ArrayList<>();
        model.ifPresent(chosen -> calls.add(call -> call.model(chosen)));
        calls.add(call -> {
            OperatorCall more = call;
            for (MessageTemplate message : messages) {
                more = message.role().equals("system") ? more.system(message.text()) : more.user(message.text());
            }
            return more;
        });
        calls.add(call -> {
            OperatorCall more = call;
            for (Tool tool : tools) {
                more = more.tool(tool.name(), tool.digest());
            }
            return more;
        });
        parameters.forEach((name, value) -> calls.add(call -> call.parameter(name, value)));
        digests.forEach((name, digest) -> calls.add(call -> call.dependsOn(name, digest)));
        versions.forEach((name, version) -> calls.add(call -> call.dependsOn(name, version)));
        variables.forEach((name, value) -> calls.add(call -> call.variable(name, value)));
        Collections.shuffle(calls, order);
        OperatorCall call = Dsl.operator(operator.name());
        for (UnaryOperator<OperatorCall> one : calls) {
            call = one.apply(call);
        }
        return call;
    }

    static Digest digest(Random random) {
        return Declarations.aDigest("digest " + random.nextInt(1000));
    }

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> new JsonString(text(random));
            case 1 -> new JsonInteger(random.nextLong() >> 11);
            case 2 -> new JsonBoolean(random.nextBoolean());
            case 3 -> new JsonArray(list(random, () -> value(random, depth - 1)));
            default -> new JsonObject(new TreeMap<>(map(random, () -> value(random, depth - 1))));
        };
    }

    static <T> List<T> list(Random random, Supplier<T> element) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> element.get())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    static <T> SortedMap<String, T> map(Random random, Supplier<T> value) {
        TreeMap<String, T> map = new TreeMap<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> map.put(name(random), value.get()));
        return map;
    }

    static <T> Optional<T> maybe(Random random, T value) {
        return Optional.of(value).filter(given -> random.nextBoolean());
    }

    private static String name(Random random) {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        String inside = letters + "._-";
        StringBuilder name = new StringBuilder().append(letters.charAt(random.nextInt(letters.length())));
        for (int i = random.nextInt(12); i > 0; i--) {
            name.append(inside.charAt(random.nextInt(inside.length())));
        }
        return name.toString();
    }
}

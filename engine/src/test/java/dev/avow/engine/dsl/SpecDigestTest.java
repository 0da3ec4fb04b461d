package dev.avow.engine.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.declaration.Constraints.Budget;
import dev.avow.engine.declaration.Constraints.Cost;
import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.BoundTask.Facts;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.SpecDigest;
import dev.avow.engine.schedule.FixedRate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes of a definition change the digest of its spec. */
class SpecDigestTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                change("job name", it -> it.jobName = "nightly-reports"),
                change("task name", it -> it.taskName = "summarize"),
                change("owner", it -> it.owner = Optional.of("Reports@example.org")),
                change("no owner", it -> it.owner = Optional.empty()),
                change("operator name", it -> it.operator = new OperatorRef("chats", "1")),
                change("operator version", it -> it.operator = new OperatorRef("chat", "1.0")),
                change("no model", it -> it.model = Optional.empty()),
                change("model provider", it -> it.model = model("other", "small", "2026-01", "weights")),
                change("model name", it -> it.model = model("example", "large", "2026-01", "weights")),
                change("model version", it -> it.model = model("example", "small", "2026-02", "weights")),
                change("model digest", it -> it.model = model("example", "small", "2026-01", "others")),
                change(
                        "model by version alone",
                        it -> it.model = Optional.of(Model.ofVersion("example", "small", "2026-01"))),
                change(
                        "model by digest alone",
                        it -> it.model =
                                Optional.of(Model.ofDigest("example", "small", Declarations.aDigest("weights")))),
                change("unpinned model", it -> it.model = Optional.of(Model.unpinned("example", "small"))),
                change("a message less", it -> it.messages.remove(1)),
                change("a message more", it -> it.messages.add(new MessageTemplate("user", ""))),
                change("a message's role", it -> it.messages.set(1, new MessageTemplate("system", "Go."))),
                change("a message's content", it -> it.messages.set(1, new MessageTemplate("user", "Go. "))),
                change("order of messages", it -> Collections.reverse(it.messages)),
                change("messages in one", it -> it.messages = List.of(new MessageTemplate("system", "Be brief.Go."))),
                change("a parameter less", it -> it.parameters.remove("seed")),
                change("a parameter more", it -> it.parameters.put("top_k", new JsonInteger(1))),
                change("a parameter's name", it -> it.parameters.put("seed2", it.parameters.remove("seed"))),
                change("a parameter's value", it -> it.parameters.put("seed", new JsonInteger(8))),
                change("another parameter's value", it -> it.parameters.put("temperature", new JsonString("0.3"))),
                change("type of an open parameter", it -> it.parameters.put("x", new JsonInteger(1))),
                change("type of an open parameter, to text", it -> it.parameters.put("x", new JsonString("1"))),
                change(
                        "depth of an open parameter",
                        it -> it.parameters.put("x", new JsonArray(List.of(new JsonInteger(1))))),
                change("an input less", it -> it.inputs.remove("notes")),
                change("an input more", it -> it.inputs.add("more")),
                change("an input's name", it -> {
                    it.inputs.remove("notes");
                    it.inputs.add("note");
                }),
                change("an upstream task less", it -> it.after.remove("check")),
                change("an upstream task more", it -> it.after.add("clean")),
                change("an upstream task's name", it -> {
                    it.after.remove("check");
                    it.after.add("checks");
                }),
                change("trigger rule", it -> it.rule = Optional.of(TriggerRule.ONE_FAILED)),
                change("default trigger rule", it -> it.rule = Optional.empty()),
                change("a tool less", it -> it.tools.remove(1)),
                change("a tool more", it -> it.tools.add(new Tool("close", Declarations.aDigest("close")))),
                change("a tool's name", it -> it.tools.set(1, new Tool("opens", Declarations.aDigest("open")))),
                change("a tool's digest", it -> it.tools.set(1, new Tool("open", Declarations.aDigest("opens")))),
                change("order of tools", it -> Collections.reverse(it.tools)),
                change("an environment digest less", it -> it.digests.clear()),
                change("an environment digest", it -> it.digests.put("python", Declarations.aDigest("python3"))),
                change("an environment digest more", it -> it.digests.put("p", Declarations.aDigest("python"))),
                change("an environment version less", it -> it.versions.clear()),
                change("an environment version", it -> it.versions.put("numpy", "2.10")),
                change("an environment version more", it -> it.versions.put("scipy", "2.1")),
                change("an environment variable less", it -> it.variables.clear()),
                change("an environment variable", it -> it.variables.put("LANG", "c")),
                change("an empty environment variable", it -> it.variables.put("LANG", "")),
                change("an environment variable more", it -> it.variables.put("TZ", "C")),
                change("a variable that was a version", it -> {
                    it.versions.clear();
                    it.variables.put("numpy", "2.1");
                }),
                change(
                        "timeout",
                        it -> it.timeout = Optional.of(Duration.ofMinutes(5).plusNanos(1))),
                change("no timeout", it -> it.timeout = Optional.empty()),
                change("output schema", it -> it.outputSchema = Optional.of(Declarations.aDigest("schema2"))),
                change("no output schema", it -> it.outputSchema = Optional.empty()),
                change("tokens", it -> it.budget = budget(1001, "0.5", "EUR")),
                change("cost", it -> it.budget = budget(1000, "0.51", "EUR")),
                change("currency", it -> it.budget = budget(1000, "0.5", "USD")),
                change("no cost", it -> it.budget = Optional.of(Declarations.tokens(1000))),
                change(
                        "no tokens",
                        it -> it.budget =
                                Optional.of(new Budget(OptionalLong.empty(), Optional.of(new Cost("0.5", "EUR"))))),
                change("no budget", it -> it.budget = Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void differs_after_each_single_change_of_the_definition(String name, Consumer<Definition> change) {
        Definition changed = new Definition();

        change.accept(changed);

        assertThat(changed.bind().spec().digest())
                .as(name)
                .isNotEqualTo(new Definition().bind().spec().digest());
        assertThat(slot(changed).identity())
                .as(name)
                .isNotEqualTo(slot(new Definition()).identity());
    }

    @Test
    void differs_between_any_two_changes_of_the_definition() {
        Map<SpecDigest, String> seen = new HashMap<>();

        changes().forEach(row -> {
            Definition changed = new Definition();
            change(row).accept(changed);
            String same = seen.put(changed.bind().spec().digest(), (String) row.get()[0]);
            assertThat(same).as("same as %s", row.get()[0]).isNull();
        });

        assertThat(seen).hasSize((int) changes().count());
    }

    static Stream<Arguments> others() {
        return Stream.of(
                change("a schedule", it -> it.schedules.put("default", FixedRate.every(Duration.ofHours(1)))),
                change("no schedule", it -> it.schedules.clear()),
                change("a schedule's name", it -> it.schedules.put("weekly", it.schedules.remove("default"))),
                change("retry policy", it -> it.retry = Optional.of(RetryPolicy.retries(9))),
                change("limit of active runs", it -> it.maxActiveRuns = Optional.of(9)),
                change("pool", it -> it.pool = Optional.of("gpu")),
                change("approval", it -> it.approval = Optional.of(Approval.by("editor"))),
                change("run timeout", it -> it.runTimeout = Optional.of(Duration.ofHours(9))),
                change("deadline", it -> it.deadline = Optional.of(Duration.ofHours(9))),
                change("private outputs", it -> it.privateOutputs = true),
                change("declared ahead", it -> it.ahead = Optional.of(Duration.ofHours(9))),
                change("retries of refusals", it -> it.retryRefused = Optional.of(RetryPolicy.retries(9))),
                change("a kept input", it -> it.kept.add("tickets")),
                change("the place of an input", it -> it.file = Path.of("elsewhere.csv")),
                change("another task", it -> it.otherTasks.add("other")),
                change("default rule in words", it -> it.rule = Optional.of(TriggerRule.ALL_DONE)),
                change(
                        "defaults of the operator",
                        it -> it.defaults =
                                JsonObject.builder().put("top_p", "1").build()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void is_the_same_after_a_change_of_what_is_not_in_it(String name, Consumer<Definition> change) {
        Definition changed = new Definition();

        change.accept(changed);

        assertThat(changed.bind().spec().digest())
                .as(name)
                .isEqualTo(new Definition().bind().spec().digest());
    }

    @Test
    void declares_the_parameters_with_the_defaults_of_the_operator() {
        Definition definition = new Definition();
        definition.defaults = JsonObject.builder().put("top_p", "1").build();

        BoundTask bound = definition.bind();

        assertThat(CanonicalJson.text(bound.spec().parameters())).isEqualTo("{\"seed\":7,\"temperature\":\"0.2\"}");
        assertThat(CanonicalJson.text(slot(definition).parameters()))
                .isEqualTo("{\"seed\":7,\"temperature\":\"0.2\",\"top_p\":\"1\"}");
    }

    @Test
    void has_neither_a_confidential_text_nor_a_digest_of_it() {
        Definition one = new Definition();
        one.messages.set(
                1, new MessageTemplate("user", PromptText.text("Mr 4711").confidential()));
        Definition other = new Definition();
        other.messages.set(
                1, new MessageTemplate("user", PromptText.text("Mr 4712").confidential()));

        Spec spec = one.bind().spec();

        assertThat(spec).isEqualTo(other.bind().spec());
        assertThat(spec.digest()).isNotEqualTo(new Definition().bind().spec().digest());
        assertThat(CanonicalJson.text(spec.toJson()))
                .contains("{\"private\":true,\"role\":\"user\"}")
                .doesNotContain("Mr 471");
        assertThat(one.bind().task().call())
                .asString()
                .contains("confidential text")
                .doesNotContain("Mr 471");
        assertThatThrownBy(() -> slot(one)).hasMessage("A confidential text has no HMAC in its place.");
    }

    private static Declaration slot(Definition definition) {
        return definition
                .bind()
                .declaration(
                        Declarations.aSlot(),
                        new Facts(Map.of(), Map.of(), Optional.empty(), Optional.empty()),
                        Responsible.SCHEDULE);
    }

    private static Optional<Model> model(String provider, String name, String version, String weights) {
        return Optional.of(new Model(provider, name, Optional.of(version), Optional.of(Declarations.aDigest(weights))));
    }

    private static Optional<Budget> budget(long tokens, String amount, String currency) {
        return Optional.of(new Budget(OptionalLong.of(tokens), Optional.of(new Cost(amount, currency))));
    }

    private static Arguments change(String name, Consumer<Definition> change) {
        return Arguments.of(name, change);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Definition> change(Arguments row) {
        return (Consumer<Definition>) row.get()[1];
    }
}

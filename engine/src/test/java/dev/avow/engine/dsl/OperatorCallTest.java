package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.DeclarationException;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonInteger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorCallTest {

    private static final Model SMALL = Model.ofVersion("example", "small", "1");
    private static final Digest ONE = Declarations.aDigest("one");
    private static final OperatorCall CHAT = operator("chat");

    @Test
    void keeps_what_was_set_in_order() {
        OperatorCall call = CHAT.model(SMALL)
                .system("You summarise.")
                .user("First")
                .user("Second")
                .parameter("max_tokens", 100)
                .parameter("strict", true)
                .parameter("style", "short")
                .tool("search", ONE)
                .tool("fetch", ONE)
                .dependsOn("python", ONE)
                .dependsOn("numpy", "2.1")
                .variable("LANG", "C");

        assertThat(call.operator()).isEqualTo("chat");
        assertThat(call.model()).contains(SMALL);
        assertThat(call.messages())
                .containsExactly(
                        new MessageTemplate("system", "You summarise."),
                        new MessageTemplate("user", "First"),
                        new MessageTemplate("user", "Second"));
        assertThat(CanonicalJson.text(call.parameters()))
                .isEqualTo("{\"max_tokens\":100,\"strict\":true,\"style\":\"short\"}");
        assertThat(call.tools()).containsExactly(new Tool("search", ONE), new Tool("fetch", ONE));
        assertThat(call.environment().digests()).containsEntry("python", ONE).hasSize(1);
        assertThat(call.environment().versions()).containsEntry("numpy", "2.1").hasSize(1);
        assertThat(call.environment().variables()).containsEntry("LANG", "C").hasSize(1);
    }

    @Test
    void gives_a_changed_copy_and_stays_as_it_is() {
        OperatorCall before =
                CHAT.user("Hello").parameter("seed", 1).tool("search", ONE).variable("A", "1");

        OperatorCall after = before.model(SMALL)
                .user("More")
                .parameter("top_k", 2)
                .tool("fetch", ONE)
                .variable("B", "2");

        assertThat(after).isNotEqualTo(before);
        assertThat(before)
                .isEqualTo(CHAT.user("Hello")
                        .parameter("seed", 1)
                        .tool("search", ONE)
                        .variable("A", "1"));
        assertThat(CHAT).isEqualTo(operator("chat"));
    }

    @Test
    void lets_nobody_change_its_collections() {
        List<MessageTemplate> messages = new ArrayList<>(List.of(new MessageTemplate("user", "Hello")));
        List<Tool> tools = new ArrayList<>();
        OperatorCall call =
                new OperatorCall("chat", Optional.empty(), messages, CHAT.parameters(), tools, CHAT.environment());

        messages.clear();
        tools.add(new Tool("search", ONE));

        assertThat(call.messages()).hasSize(1);
        assertThat(call.tools()).isEmpty();
        assertThatThrownBy(() -> call.messages().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> call.parameters().members().put("a", new JsonInteger(1)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> call.environment().variables().put("A", "1"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    static Stream<Arguments> decimals() {
        return Stream.of(
                decimal("0.2", CHAT.decimal("x", "0.2")),
                decimal("0.2", CHAT.decimal("x", "0.20")),
                decimal("0.2", CHAT.decimal("x", "00.2")),
                decimal("0", CHAT.decimal("x", "-0")),
                decimal("0", CHAT.decimal("x", "-0.00")),
                decimal("-12", CHAT.decimal("x", "-12.0")),
                decimal("1000", CHAT.decimal("x", new BigDecimal("1E+3"))),
                decimal("0.1", CHAT.decimal("x", new BigDecimal("0.10"))),
                decimal("0", CHAT.decimal("x", new BigDecimal("-0"))),
                decimal("0", CHAT.decimal("x", new BigDecimal("0E+9"))),
                decimal("0.000001", CHAT.decimal("x", new BigDecimal("1E-6"))),
                decimal("1000", CHAT.parameter("x", new BigDecimal("1E+3"))),
                decimal("0.1", CHAT.parameter("x", new BigDecimal("0.10"))),
                decimal("0", CHAT.parameter("x", new BigDecimal("-0"))),
                decimal("1", CHAT.decimal("x", 1)),
                decimal("0", CHAT.decimal("x", -0)),
                decimal("-2147483648", CHAT.decimal("x", Integer.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    void declares_decimals_as_plain_text(String plain, OperatorCall call) {
        assertThat(CanonicalJson.text(call.parameters())).isEqualTo("{\"x\":\"" + plain + "\"}");
    }

    static Stream<Arguments> refused() {
        String decimal = "not a decimal in plain form, a string such as \"0.2\".";
        return Stream.of(
                refused(
                        () -> CHAT.decimal("temperature", "0,2"),
                        "temperature: '0,2' is not a decimal; use digits such as 0.2."),
                refused(
                        () -> CHAT.decimal("x", "1e3\u001B"),
                        "x: '1e3\\u001B' is not a decimal; use digits such as 0.2."),
                refused(
                        () -> CHAT.parameter("x", new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)),
                        "x: decimal of more than 1000 digits."),
                refused(
                        () -> CHAT.decimal("x", new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)),
                        "x: decimal of more than 1000 digits."),
                refused(() -> CHAT.parameter("temperature", 1), "temperature: " + decimal),
                refused(() -> CHAT.parameter("temperature", "0.20"), "temperature: " + decimal),
                refused(() -> CHAT.parameter("max_tokens", 0), "max_tokens: not an integer above zero."),
                refused(() -> CHAT.decimal("max_tokens", 5), "max_tokens: not an integer above zero."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses_a_parameter_of_another_type_at_its_call(String message, Supplier<OperatorCall> call) {
        assertThatThrownBy(call::get)
                .isInstanceOf(DeclarationException.class)
                .hasMessage("Refused at /parameters/" + message);
    }

    static Stream<Arguments> second() {
        String twice = " is set twice in the environment. Set it once.";
        return Stream.of(
                Arguments.of(
                        "Model 'large\\u202E' cannot be set: the call has model 'small'. Set one model.",
                        (Supplier<OperatorCall>)
                                () -> CHAT.model(SMALL).model(Model.unpinned("example", "large\u202E"))),
                Arguments.of("Parameter 'seed' is set twice. Set it once.", (Supplier<OperatorCall>)
                        () -> CHAT.parameter("seed", 1).parameter("seed", 1)),
                Arguments.of("Parameter '\\u001B[2J\\u000A' is set twice. Set it once.", (Supplier<OperatorCall>)
                        () -> CHAT.parameter("\u001B[2J\n", 1).parameter("\u001B[2J\n", "1")),
                Arguments.of("Parameter '" + "p".repeat(100) + "...' is set twice. Set it once.", (Supplier<
                                OperatorCall>)
                        () -> CHAT.parameter("p".repeat(5000), 1).parameter("p".repeat(5000), true)),
                Arguments.of("Tool 'search' is offered twice. Offer it once.", (Supplier<OperatorCall>)
                        () -> CHAT.tool("search", ONE).tool("search", ONE)),
                Arguments.of("'python'" + twice, (Supplier<OperatorCall>)
                        () -> CHAT.dependsOn("python", ONE).dependsOn("python", ONE)),
                Arguments.of("'numpy'" + twice, (Supplier<OperatorCall>)
                        () -> CHAT.dependsOn("numpy", "1").dependsOn("numpy", "2")),
                Arguments.of("'LANG'" + twice, (Supplier<OperatorCall>)
                        () -> CHAT.variable("LANG", "C").variable("LANG", "de")));
    }

    @ParameterizedTest
    @MethodSource("second")
    void refuses_a_second_setting_at_its_call(String message, Supplier<OperatorCall> call) {
        assertThatThrownBy(call::get).isInstanceOf(EngineException.class).hasMessage(message);
    }

    @Test
    void refuses_what_no_declaration_can_hold() {
        assertThatThrownBy(() -> CHAT.parameter("seed", 1L << 53))
                .hasMessage("Refused at \"\": integer 9007199254740992 is outside ±(2^53-1).");
        assertThatThrownBy(() -> CHAT.parameter("a\uD800", 1))
                .hasMessage("Refused at /a\\uD800: lone surrogate U+D800.");
        assertThatThrownBy(() -> CHAT.user("\uDC00")).hasMessage("Refused at /content: lone surrogate.");
        assertThatThrownBy(() -> CHAT.tool("Search\u001B", ONE))
                .hasMessage("Refused at /name: 'Search\\u001B' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}.");
        assertThatThrownBy(() -> CHAT.variable("A\nB", "1"))
                .hasMessage("Refused at /variables/A\\u000AB: 'A\\u000AB' has a control character; leave it out.");
    }

    private static Arguments decimal(String plain, OperatorCall call) {
        return Arguments.of(plain, call);
    }

    private static Arguments refused(Supplier<OperatorCall> call, String message) {
        return Arguments.of(message, call);
    }
}

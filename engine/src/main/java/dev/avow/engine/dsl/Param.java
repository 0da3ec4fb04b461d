package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Decimals;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What a manual run may be given by name: its type, which values are good, and its default; immutable, each setting gives
 * a changed copy. A run of a schedule has the defaults.
 */
public final class Param {

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,15}");

    private final List<Rule> rules;
    private final Optional<JsonValue> standard;
    private final boolean textual;
    private final boolean confidential;

    private Param(List<Rule> rules, Optional<JsonValue> standard, boolean textual, boolean confidential) {
        this.rules = List.copyOf(rules);
        this.standard = standard;
        this.textual = textual;
        this.confidential = confidential;
    }

    /** Returns a param that is any text. */
    public static Param text() {
        return of("a text", true, JsonString.class::isInstance);
    }

    /** Returns a param that is an integer within ±(2^53-1). */
    public static Param integer() {
        return of("an integer", false, JsonInteger.class::isInstance);
    }

    /** Returns a param that is {@code true} or {@code false}. */
    public static Param flag() {
        return of("true or false", false, JsonBoolean.class::isInstance);
    }

    /** Returns a param that is a decimal, as a text in plain form without trailing zeros, such as {@code 0.2}. */
    public static Param decimal() {
        return of(
                "a decimal as a text in plain form, such as \"0.2\"",
                true,
                value -> value instanceof JsonString text && Decimals.isPlain(text.value()));
    }

    /** Returns a param that is one of these texts. */
    public static Param oneOf(String... choices) {
        List<String> all = List.of(choices);
        return text().with(new Rule(
                "one of " + all, value -> value instanceof JsonString text && all.contains(text.value())));
    }

    /**
     * Returns this param, of which the whole text must match a regular expression.
     *
     * @throws EngineException if that is not a regular expression
     */
    public Param matching(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return with(new Rule(
                    "a text that matches " + regex,
                    value -> value instanceof JsonString text
                            && pattern.matcher(text.value()).matches()));
        } catch (PatternSyntaxException e) {
            throw new EngineException("Pattern " + Printable.quoted(regex) + " is not valid. See the cause.", e);
        }
    }

    /** Returns this param, which must be an integer from one bound to the other, both included. */
    public Param between(long least, long most) {
        return with(new Rule(
                "an integer from " + least + " to " + most,
                value -> value instanceof JsonInteger number && number.value() >= least && number.value() <= most));
    }

    /** Returns this param with a default, without which each run must be given a value. */
    public Param orElse(String value) {
        return orElse(new JsonString(value));
    }

    /** As {@link #orElse(String)}. */
    public Param orElse(long value) {
        return orElse(new JsonInteger(value));
    }

    /** As {@link #orElse(String)}. */
    public Param orElse(boolean value) {
        return orElse(new JsonBoolean(value));
    }

    /**
     * Returns this param as one whose value is not declared in clear: an HMAC stands in its place, and the value is kept
     * beside the declaration until it is erased. Only confidential texts can name it, and messages do not show its value.
     *
     * @throws EngineException if its value is no text
     */
    public Param confidential() {
        if (!textual) {
            throw new EngineException("Param that is " + rules.get(0).text()
                    + " cannot be confidential: only texts can. Use text(), decimal() or oneOf(...).");
        }
        return new Param(rules, standard, true, true);
    }

    /** Tells whether its value is not declared in clear. */
    public boolean isConfidential() {
        return confidential;
    }

    private Param orElse(JsonValue value) {
        return new Param(rules, Optional.of(value), textual, confidential);
    }

    private static Param of(String type, boolean textual, Predicate<JsonValue> good) {
        return new Param(List.of(new Rule(type, good)), Optional.empty(), textual, false);
    }

    private Param with(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new Param(more, standard, textual, confidential);
    }

    /** Returns the default, if there is one. */
    public Optional<JsonValue> standard() {
        return standard;
    }

    /**
     * Returns the value of its type that a text stands for, as on a command line; the text itself if there is none, which
     * is no good value then.
     */
    JsonValue read(String text) {
        Predicate<JsonValue> type = rules.get(0).good();
        JsonString asText = new JsonString(text);
        return Stream.<Optional<? extends JsonValue>>of(Optional.of(asText), integer(text), flag(text))
                .flatMap(Optional::stream)
                .filter(type)
                .map(JsonValue.class::cast)
                .findFirst()
                .orElse(asText);
    }

    private static Optional<JsonInteger> integer(String text) {
        try {
            return INTEGER.matcher(text).matches()
                    ? Optional.of(new JsonInteger(Long.parseLong(text)))
                    : Optional.empty();
        } catch (NumberFormatException | JsonRefusedException e) {
            return Optional.empty(); // why: what is no integer of ours is refused as a value of the param
        }
    }

    private static Optional<JsonBoolean> flag(String text) {
        return text.equals("true") || text.equals("false")
                ? Optional.of(new JsonBoolean(text.equals("true")))
                : Optional.empty();
    }

    /** Returns what is wrong with a value: what it is and what it must be, its type first; empty if it is good. */
    Optional<String> fault(JsonValue value) {
        return rules.stream()
                .filter(rule -> !rule.good().test(value))
                .findFirst()
                .map(rule ->
                        (confidential ? "a value that is not shown" : shown(value)) + ", which is not " + rule.text());
    }

    private static String shown(JsonValue value) {
        return Printable.cut(CanonicalJson.text(value), 100);
    }

    /**
     * What values are good.
     *
     * @param text as it follows "which is not"
     */
    private record Rule(String text, Predicate<JsonValue> good) {}
}

package dev.avow.operators;

import dev.avow.engine.declaration.Decimals;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.OperatorException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads an operator's parameters one by one, and collects them with every default written out; not for sharing between
 * threads.
 *
 * <p>An operator reads its parameters in one place, so that what it declares and what it works from cannot differ:
 *
 * <pre>{@code
 * ParameterReader in = new ParameterReader("extractive-summary", defined);
 * int sentences = in.integer("sentences", 5, 1, 100);
 * JsonObject all = in.done();
 * }</pre>
 */
public final class ParameterReader {

    private final String operator;
    private final JsonObject defined;
    private final TreeMap<String, JsonValue> all = new TreeMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    /**
     * @param operator the operator's name, for messages
     * @param defined the parameters, as a task defines them or as they are declared
     */
    public ParameterReader(String operator, JsonObject defined) {
        this.operator = operator;
        this.defined = defined;
    }

    /**
     * Returns a text that must be given.
     *
     * @throws OperatorException if it is missing or not a string
     */
    public String string(String name) {
        return asString(name, required(name));
    }

    /**
     * Returns a text.
     *
     * @throws OperatorException if it is not a string
     */
    public String string(String name, String fallback) {
        return asString(name, value(name, new JsonString(fallback)));
    }

    /**
     * Returns one of some texts, the first of which is the default.
     *
     * @throws OperatorException if it is none of them
     */
    public String choice(String name, List<String> choices) {
        String chosen = string(name, choices.get(0));
        if (!choices.contains(chosen)) {
            throw bad(name, "is '" + chosen + "', which is not a choice", "Use " + String.join(" or ", choices));
        }
        return chosen;
    }

    /**
     * Returns an integer within bounds, both included.
     *
     * @throws OperatorException if it is not an integer, or out of bounds
     */
    public int integer(String name, int fallback, int min, int max) {
        if (!(value(name, new JsonInteger(fallback)) instanceof JsonInteger integer)) {
            throw bad(name, "is not an integer", "Give " + min + " to " + max);
        }
        if (integer.value() < min || integer.value() > max) {
            String side = integer.value() < min ? "below " + min : "above " + max;
            throw bad(name, "is " + integer.value() + ", which is " + side, "Give " + min + " to " + max);
        }
        return (int) integer.value();
    }

    /**
     * Returns a decimal within bounds, both included.
     *
     * @param fallback in plain form, as {@link Decimals} has it
     * @throws OperatorException if it is not a decimal in plain form, or out of bounds
     */
    public BigDecimal decimal(String name, String fallback, String min, String max) {
        String text = string(name, fallback);
        if (!Decimals.isPlain(text)) {
            throw bad(name, "is '" + text + "', which is not a decimal in plain form", "Give one such as \"0.2\"");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.compareTo(new BigDecimal(min)) < 0 || value.compareTo(new BigDecimal(max)) > 0) {
            throw bad(name, "is " + text + ", which is not within " + min + " and " + max, "Give another");
        }
        return value;
    }

    /**
     * Returns texts that must be given, at least one.
     *
     * @throws OperatorException if they are missing, not an array of strings, or empty
     */
    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        if (required(name) instanceof JsonArray array) {
            array.values().forEach(element -> strings.add(asString(name, element)));
        }
        if (strings.isEmpty()) {
            throw bad(name, "is not an array of at least one string", "Give one");
        }
        return List.copyOf(strings);
    }

    /**
     * Returns texts by name; none by default.
     *
     * @throws OperatorException if it is not an object whose members are strings
     */
    public SortedMap<String, String> texts(String name) {
        TreeMap<String, String> texts = new TreeMap<>();
        if (!(value(name, JsonObject.empty()) instanceof JsonObject object)) {
            throw bad(name, "is not an object", "Give texts by name");
        }
        object.members().forEach((member, value) -> {
            if (!(value instanceof JsonString text)) {
                throw bad(name, "has " + Printable.quoted(member) + ", which is not a string", "Give texts by name");
            }
            texts.put(member, text.value());
        });
        return texts;
    }

    /**
     * Returns a truth value.
     *
     * @throws OperatorException if it is none
     */
    public boolean flag(String name, boolean fallback) {
        if (value(name, new JsonBoolean(fallback)) instanceof JsonBoolean flag) {
            return flag.value();
        }
        throw bad(name, "is not a truth value", "Give true or false");
    }

    /**
     * Returns a duration within bounds, both included.
     *
     * @param fallback as {@link Duration#toString} writes it, the one form that is declared
     * @throws OperatorException if it is not a duration in this form, or out of bounds
     */
    public Duration duration(String name, String fallback, Duration min, Duration max) {
        String text = string(name, fallback);
        Duration duration = parsed(text)
                .orElseThrow(() -> bad(
                        name,
                        "is " + Printable.quoted(text) + ", which is not a duration",
                        "Give one such as PT1M or PT24H"));
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw bad(name, "is " + text + ", which is not within " + min + " and " + max, "Give another");
        }
        return duration;
    }

    private static Optional<Duration> parsed(String text) {
        try {
            // why: one duration has several texts, which would be several declarations
            return Optional.of(Duration.parse(text))
                    .filter(duration -> duration.toString().equals(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns a source that must be given, in the form of {@link Source#parse}.
     *
     * @throws OperatorException if it is missing or has another form
     */
    public Source source(String name) {
        String text = string(name);
        return Source.find(text).orElseThrow(() -> bad(name, "is '" + text + "', which is not a source", Source.RULE));
    }

    /** Returns the name of the declared connection, if there is one; an operator that does not read it refuses it. */
    public Optional<String> connection() {
        return optional(Connection.PARAMETER).map(value -> asString(Connection.PARAMETER, value));
    }

    /** Returns a value of any kind that has no default, so that it is declared only where it is given. */
    public Optional<JsonValue> optional(String name) {
        known.add(name);
        return defined.find(name).map(value -> remember(name, value));
    }

    /** Returns a value of any kind, which the caller checks. */
    public JsonValue value(String name, JsonValue fallback) {
        return remember(name, defined.find(name).orElse(fallback));
    }

    /**
     * Returns all parameters that were read, defaults included.
     *
     * @throws OperatorException if one is defined that was not read; it lists all that were, given or not
     */
    public JsonObject done() {
        Optional<String> unknown = defined.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            String advice = known.isEmpty() ? "Leave it out" : "Use only " + String.join(", ", known);
            throw bad(unknown.get(), "is not known", advice);
        }
        return JsonObject.of(Map.copyOf(all));
    }

    /**
     * Returns the refusal of a parameter.
     *
     * @param what is wrong with it, such as {@code "is 0, which is below 1"}
     * @param advice what to do, without the full stop
     */
    public OperatorException bad(String name, String what, String advice) {
        return OperatorException.permanent(
                "Parameter '" + name + "' of operator '" + operator + "' " + what + ". " + advice + ".");
    }

    private JsonValue required(String name) {
        return remember(name, defined.find(name).orElseThrow(() -> bad(name, "is missing", "Give it")));
    }

    private JsonValue remember(String name, JsonValue value) {
        known.add(name);
        all.put(name, value);
        return value;
    }

    private String asString(String name, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw bad(name, "is not a string", "Give a string");
    }
}

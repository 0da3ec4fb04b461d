package dev.avow.engine.history;

import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What runs can be asked for by; of the uses, the one that fewest runs share comes first. */
enum Filter {
    JOB,
    TASK,
    STATE,
    WAITING,
    FROM,
    TO,
    EXECUTED,
    INPUT,
    DOWNSTREAM,
    TEMPLATE,
    SPEC,
    MODEL,
    SUBMITTER;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    Optional<UseKind> use() {
        return switch (this) {
            case INPUT -> Optional.of(UseKind.INPUT);
            case TEMPLATE -> Optional.of(UseKind.TEMPLATE);
            case SPEC -> Optional.of(UseKind.SPEC);
            case MODEL -> Optional.of(UseKind.MODEL);
            case SUBMITTER -> Optional.of(UseKind.SUBMITTER);
            default -> Optional.empty();
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Filter::label).toList();
    }

    static Filter named(String name) {
        return Arrays.stream(values())
                .filter(filter -> filter.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        "Filter " + Printable.quoted(name) + " is not known. Use " + String.join(", ", names()) + "."));
    }

    Object read(String value) {
        try {
            return parse(value);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new EngineException(refusal(value)); // why: its cause would name types of Java
        }
    }

    private String refusal(String value) {
        return "Filter '" + label() + "' cannot be " + Printable.quoted(value) + ". " + remedy();
    }

    private Object parse(String value) {
        return switch (this) {
            case JOB, TASK, MODEL, SUBMITTER -> value;
            case STATE -> states(value);
            case WAITING -> constant(Waiting.class, value);
            case FROM, TO -> checked(Instant.parse(value));
            case EXECUTED, DOWNSTREAM -> flag(value);
            case INPUT, TEMPLATE, SPEC -> new Digest(value).text();
        };
    }

    static Instant checked(Instant moment) {
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw new EngineException("Moment " + moment + " is not in the years 0 to 9999. Use one that is.");
        }
        return moment;
    }

    private String remedy() {
        return switch (this) {
            case STATE -> "Use one or more of " + listed(RunState.values()) + ", separated by commas.";
            case WAITING -> "Use " + listed(Waiting.values()) + ".";
            case EXECUTED, DOWNSTREAM -> "Use true or false.";
            case FROM, TO -> "Use a moment such as 2026-01-05T03:00:00Z.";
            default -> "Use a digest: sha256: and 64 digits, 0 to 9 and a to f.";
        };
    }

    private static String listed(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static Object states(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(name -> constant(RunState.class, name))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RunState.class)));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
    }

    private static Object flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }
}

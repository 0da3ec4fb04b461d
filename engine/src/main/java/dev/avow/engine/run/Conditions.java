package dev.avow.engine.run;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Condition;
import dev.avow.engine.declaration.Condition.Test;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Task;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.run.UpstreamReader.Read;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decides whether the conditions of a task hold for what the tasks before it gave. */
final class Conditions {

    private final Store store;

    Conditions(Store store) {
        this.store = store;
    }

    /**
     * Goes on if all conditions hold.
     *
     * @throws Skip if one does not, also where the task that it is about never ran
     * @throws Refusal if that cannot be told: there is no such output, it is no JSON, or has no such value; or it must not be
     *     told, since the output is private and the definition does not say so
     */
    void check(BoundTask bound, Occasion occasion, Read upstream) {
        for (Condition condition : bound.task().conditions()) {
            if (!(upstream.upstream().get(condition.task()) instanceof UpstreamRun run)) {
                throw new Skip("Task '" + condition.task() + "' never ran.", upstream.seen());
            }
            JsonNode value = value(bound, occasion, condition, run);
            if (condition.test() != Test.EXISTS && !isThere(value)) {
                throw undecided(bound, occasion, condition, "it has no such value", null);
            }
            if (!holds(condition, value)) {
                throw new Skip("Condition does not hold: expected " + expected(condition) + ".", upstream.seen());
            }
        }
    }

    private static String text(Condition condition) {
        String value = condition.value().map(text -> " '" + text + "'").orElse("");
        return place(condition) + " " + condition.test() + value;
    }

    private static String expected(Condition condition) {
        String value = "'" + condition.value().orElse("") + "'";
        String test = switch (condition.test()) {
            case EXISTS -> "to exist";
            case IS -> "to be " + value;
            case IS_NOT -> "not to be " + value;
            case AT_LEAST -> "to be at least " + value;
            case BELOW -> "to be below " + value;
        };
        return place(condition) + " " + test;
    }

    private static String place(Condition condition) {
        String at = condition.at().isEmpty() ? "" : " at " + condition.at();
        return "output '" + condition.output() + "' of task '" + condition.task() + "'" + at;
    }

    private JsonNode value(BoundTask bound, Occasion occasion, Condition condition, UpstreamRun run) {
        Digest digest = run.outputs().get(condition.output());
        if (digest == null) {
            throw undecided(bound, occasion, condition, "the run " + run.identity() + " gave no such output", null);
        }
        PrivateOutputs outputs = new PrivateOutputs(store, run);
        if (outputs.isPrivate(condition.output()) && !saysPrivate(bound, condition)) {
            throw inClear(bound, occasion, condition);
        }
        try {
            String what = outputs.checked(
                    "Output '" + condition.output() + "' of task '" + condition.task() + "'", condition.output(), true);
            return Json.MAPPER.readTree(new KeptText(store).of(what, digest)).at(JsonPointer.compile(condition.at()));
        } catch (EngineException | UncheckedIOException e) {
            throw unreadable(bound, occasion, condition, run, e);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // why: no cause, since its message has parts of the output, which may be private
            throw undecided(bound, occasion, condition, "it is no JSON document, or the pointer is not valid", null);
        }
    }

    private static boolean saysPrivate(BoundTask bound, Condition condition) {
        return bound.job()
                .findTask(condition.task())
                .filter(Task::privateOutputs)
                .isPresent();
    }

    private static Refusal inClear(BoundTask bound, Occasion occasion, Condition condition) {
        return new Refusal(
                Refusal.Code.CONDITION_UNDECIDED,
                "Condition of " + Preparer.name(bound, occasion) + " is not decided: " + text(condition)
                        + ", which is private, and whether the condition holds would be seen in clear. Take the condition"
                        + " out, or say privateOutputs() at task '" + condition.task() + "', then redeclare.",
                null);
    }

    private Refusal unreadable(
            BoundTask bound, Occasion occasion, Condition condition, UpstreamRun run, RuntimeException cause) {
        boolean erased =
                store.read(session -> session.erasures().isErased(run.identity().toString()));
        return erased
                ? new Refusal(
                        Refusal.Code.ERASED,
                        "Condition of " + Preparer.name(bound, occasion) + " cannot be decided: " + text(condition)
                                + ", which was erased. Declare that task again, if this one has to run.",
                        cause)
                : undecided(
                        bound,
                        occasion,
                        condition,
                        "it cannot be read: " + Messages.of(cause).replaceFirst("[.]$", ""),
                        cause);
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static boolean holds(Condition condition, JsonNode value) {
        String wanted = condition.value().orElse("");
        return switch (condition.test()) {
            case EXISTS -> isThere(value);
            case IS -> value.isValueNode() && value.asText().equals(wanted);
            case IS_NOT -> value.isValueNode() && !value.asText().equals(wanted);
            case AT_LEAST -> number(condition, value).compareTo(new BigDecimal(wanted)) >= 0;
            case BELOW -> number(condition, value).compareTo(new BigDecimal(wanted)) < 0;
        };
    }

    private static BigDecimal number(Condition condition, JsonNode value) {
        try {
            return value.isNumber() ? value.decimalValue() : new BigDecimal(value.isTextual() ? value.textValue() : "");
        } catch (NumberFormatException e) {
            throw new Refusal(
                    Refusal.Code.CONDITION_UNDECIDED,
                    "Condition cannot be decided: " + text(condition) + ", and the value is no number."
                            + " Let the task give a number there, then redeclare it.",
                    null); // why: the message of the cause has parts of the output, which may be private
        }
    }

    private static Refusal undecided(
            BoundTask bound, Occasion occasion, Condition condition, String why, @Nullable Exception cause) {
        return new Refusal(
                Refusal.Code.CONDITION_UNDECIDED,
                "Condition of " + Preparer.name(bound, occasion) + " cannot be decided: " + text(condition) + ", and "
                        + why + ". Let the task give it, then redeclare it.",
                cause);
    }

    /** Loaded by the first condition: most jobs have none, and Jackson's classes would be part of each start. */
    private static final class Json {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        private Json() {}
    }
}

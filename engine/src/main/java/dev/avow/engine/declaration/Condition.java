package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.Optional;

/**
 * A condition on an upstream task's JSON output, on which it depends whether a task is declared.
 *
 * @param task the upstream task
 * @param output the name of its output, a JSON document
 * @param at which value of the document: a JSON pointer (RFC 6901), empty for the whole
 * @param value what the test compares with; a decimal in plain form for {@link Test#AT_LEAST} and {@link Test#BELOW}
 */
public record Condition(String task, String output, String at, Test test, Optional<String> value) {

    /** How a value is tested; the names are stored. */
    public enum Test {
        /** It is this text, or is written like this if it is a number or truth value. */
        IS,
        /** {@link #IS} does not hold. */
        IS_NOT,
        /** It is a number, or a text that is one, and not less. */
        AT_LEAST,
        /** It is a number, or a text that is one, and less. */
        BELOW,
        /** It is there, and not null: the only test that can be decided where it is not. Compares with nothing. */
        EXISTS
    }

    /** @throws DeclarationException if a name, the pointer or the value is not valid */
    public Condition {
        Checks.name("task", task);
        Checks.name("output", output);
        Checks.text("at", at);
        if (!at.isEmpty() && !at.startsWith("/")) {
            throw DeclarationException.at("at", Checks.shown(at) + " is not a JSON pointer");
        }
        value.ifPresent(text -> Checks.text("value", text));
        if (value.isPresent() == (test == Test.EXISTS)) {
            throw DeclarationException.at("value", test == Test.EXISTS ? "not allowed for EXISTS" : "missing");
        }
        if (test == Test.AT_LEAST || test == Test.BELOW) {
            String plain = Decimals.of(value.orElseThrow());
            if (!plain.equals(value.orElseThrow())) {
                throw DeclarationException.at("value", Checks.shown(value.orElseThrow()) + " is not " + plain);
            }
        }
    }

    /** Starts a condition on an output; without {@link On#at}, on the document as a whole. */
    public static On on(String task, String output) {
        return new On(task, output, "");
    }

    /** Names a value of an output, and leads on to its test. */
    public record On(String task, String output, String pointer) {

        /** Names a value in the document by its JSON pointer, such as {@code /score}. */
        public On at(String jsonPointer) {
            return new On(task, output, jsonPointer);
        }

        /** The value is this text, or is written like this if it is a number or truth value. */
        public Condition is(String text) {
            return new Condition(task, output, pointer, Test.IS, Optional.of(text));
        }

        /** The value is this truth value. */
        public Condition is(boolean flag) {
            return is(Boolean.toString(flag));
        }

        /** The value is not this text. */
        public Condition isNot(String text) {
            return new Condition(task, output, pointer, Test.IS_NOT, Optional.of(text));
        }

        /**
         * The value is a number that is not less.
         *
         * @param decimal such as {@code 0.7}
         * @throws DeclarationException if it is no decimal
         */
        public Condition isAtLeast(String decimal) {
            return new Condition(task, output, pointer, Test.AT_LEAST, Optional.of(Decimals.of(decimal)));
        }

        /**
         * The value is a number that is less.
         *
         * @param decimal such as {@code 0.7}
         * @throws DeclarationException if it is no decimal
         */
        public Condition isBelow(String decimal) {
            return new Condition(task, output, pointer, Test.BELOW, Optional.of(Decimals.of(decimal)));
        }

        /** The value is there. */
        public Condition exists() {
            return new Condition(task, output, pointer, Test.EXISTS, Optional.empty());
        }
    }

    JsonObject toJson() {
        ObjectWriter json = new ObjectWriter().put("task", task).put("output", output);
        if (!at.isEmpty()) {
            json.put("at", at);
        }
        json.put("test", test.name());
        value.ifPresent(text -> json.put("value", text));
        return json.build();
    }

    private static String readPointer(JsonValue value) {
        String pointer = Values.string(value);
        Values.refuseEmpty(pointer.isEmpty());
        return pointer;
    }

    static Condition read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Condition(
                in.string("task"),
                in.string("output"),
                in.optional("at", Condition::readPointer).orElse(""),
                in.required("test", text -> Values.constant(Test.class, text, "a test of a condition")),
                in.optional("value", Values::string)));
    }
}

package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What stands in one column of one row. */
sealed interface Cell {

    /** Returns it as plain text, whatever it holds; empty if there is nothing. */
    String text();

    /** Puts it into a JSON object, if there is something. */
    void into(ObjectNode object, String name);

    static Cell of(Object value) {
        return new Text(value.toString());
    }

    static Cell of(Optional<?> value) {
        return value.isPresent() ? of(value.get()) : new Nothing();
    }

    static Cell of(long value) {
        return new Count(value);
    }

    static Cell of(boolean value) {
        return new Flag(value);
    }

    /** Returns an empty cell. */
    static Cell none() {
        return new Nothing();
    }

    /** A text of unknown origin. */
    record Text(String text) implements Cell {

        @Override
        public void into(ObjectNode object, String name) {
            object.put(name, text);
        }
    }

    /** A number that we counted. */
    record Count(long value) implements Cell {

        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public void into(ObjectNode object, String name) {
            object.put(name, value);
        }
    }

    /** Yes or no. */
    record Flag(boolean value) implements Cell {

        @Override
        public String text() {
            return Boolean.toString(value);
        }

        @Override
        public void into(ObjectNode object, String name) {
            object.put(name, value);
        }
    }

    /** What is not known or does not apply. */
    record Nothing() implements Cell {

        @Override
        public String text() {
            return "";
        }

        @Override
        public void into(ObjectNode object, String name) {
            // what is not there is left out
        }
    }
}

package dev.avow.engine.identity;

import java.io.Serializable;

/**
 * The place of a value in a JSON document.
 *
 * @param text the pointer's text; empty for the whole document
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901: JSON Pointer</a>
 */
public record JsonPointer(String text) implements Serializable {

    /** The whole document. */
    public static final JsonPointer ROOT = new JsonPointer("");

    /** Returns the pointer of a member of the object at this place. */
    public JsonPointer member(String name) {
        return new JsonPointer(text + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    /** Returns the pointer of an element of the array at this place, counted from 0. */
    public JsonPointer element(int index) {
        return new JsonPointer(text + "/" + index);
    }

    /** Returns the place that the other pointer has, when its document is the value at this place. */
    public JsonPointer append(JsonPointer other) {
        return new JsonPointer(text + other.text);
    }

    /** Returns the pointer's text, or {@code ""} in quotes for the whole document, safe for one line of a terminal. */
    @Override
    public String toString() {
        return text.isEmpty() ? "\"\"" : Printable.text(text);
    }
}

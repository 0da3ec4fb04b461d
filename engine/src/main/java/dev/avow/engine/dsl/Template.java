package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Text with places for variables, in Mustache, without its escapes for HTML and without partials.
 *
 * <p>A name that is not there is an error, never an empty text. A template sees {@link Variables} and lists of them, and
 * what they hold is never read as a template: neither can call code.
 *
 * @see <a href="https://mustache.github.io/mustache.5.html">Mustache</a>
 */
final class Template {

    private Template() {}

    /** Tells whether a text has no place for a variable. */
    static boolean isPlain(String text) {
        return !text.contains("{{");
    }

    /** Tells whether no text in a value has a place for a variable. */
    static boolean isPlain(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().allMatch(Template::isPlain);
        }
        if (value instanceof JsonArray array) {
            return array.values().stream().allMatch(Template::isPlain);
        }
        return !(value instanceof JsonString text) || isPlain(text.value());
    }

    /** @throws EngineException if a text in the value is no template */
    static void check(JsonValue value) {
        if (value instanceof JsonObject object) {
            object.members().values().forEach(Template::check);
        } else if (value instanceof JsonArray array) {
            array.values().forEach(Template::check);
        } else if (value instanceof JsonString text && !isPlain(text)) {
            MustacheText.check(text.value());
        }
    }

    /** Returns the value with each text in it rendered; the names of members are not templates. */
    static JsonValue render(JsonValue value, Variables variables) {
        if (value instanceof JsonObject object) {
            return render(object, variables);
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(array.values().stream()
                    .map(element -> render(element, variables))
                    .toList());
        }
        return value instanceof JsonString text ? new JsonString(render(text.value(), variables)) : value;
    }

    static JsonObject render(JsonObject object, Variables variables) {
        Map<String, JsonValue> rendered = new TreeMap<>();
        object.members().forEach((name, member) -> rendered.put(name, render(member, variables)));
        return JsonObject.of(rendered);
    }

    /**
     * Returns the text with its places filled.
     *
     * @throws EngineException if it is no template, or names a variable that is not there
     */
    static String render(String text, Variables variables) {
        if (isPlain(text)) {
            return text;
        }
        return MustacheText.render(text, variables);
    }

    /**
     * As {@link #render(String, Variables)}, of a text that no message may show anything of.
     *
     * @throws EngineException as there; it says nothing of the text, and has no cause that would
     */
    static String renderHidden(String text, Variables variables) {
        if (isPlain(text)) {
            return text;
        }
        return MustacheText.renderHidden(text, variables);
    }

    /** @throws EngineException as {@link #check}; it says nothing of the text */
    static void checkHidden(String text) {
        if (!isPlain(text)) {
            MustacheText.checkHidden(text);
        }
    }

    /** Returns the names that a text has places for, of variables and of sections. */
    static Set<String> names(String text) {
        return isPlain(text) ? Set.of() : MustacheText.names(text);
    }
}

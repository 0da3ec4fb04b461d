package dev.avow.engine.dsl;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Text with places for variables, in Mustache, without its escapes for HTML and without partials.
 *
 * <p>A name that is not there is an error, never an empty text. A template sees {@link Variables} and lists of them, and
 * what they hold is never read as a template: neither can call code.
 *
 * @see <a href="https://mustache.github.io/mustache.5.html">Mustache</a>
 */
final class Template {

    private static final Mustache.Compiler MUSTACHE =
            Mustache.compiler().escapeHTML(false).strictSections(true).withCollector(new DataOnly());

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
        } else if (value instanceof JsonString text) {
            compile(text.value());
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
        try {
            return compile(text).execute(variables);
        } catch (MustacheException.Context e) {
            refuseSource(e);
            throw new EngineException(
                    "Template names '" + e.key + "' in line " + e.lineNo
                            + ", which has no value here. Name a variable that there is, or define it.",
                    e);
        } catch (MustacheException e) {
            throw new EngineException("Template cannot be rendered: " + e.getMessage() + ". Mend it.", e);
        }
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
        try {
            return template(text).execute(variables);
        } catch (MustacheException.Context e) {
            if (!(e.getCause() instanceof JsonRefusedException)) {
                refuseSource(e);
            }
            throw new EngineException("Template of a confidential text names in line " + e.lineNo
                    + " what has no value here. Name a variable that there is, or define it.");
        } catch (MustacheException e) {
            throw new EngineException("Template of a confidential text cannot be rendered. Mend it.");
        }
    }

    /** Lets out why a variable could not be made, which Mustache wraps. */
    private static void refuseSource(MustacheException.Context e) {
        if (e.getCause() instanceof RuntimeException source && !(source instanceof MustacheException)) {
            throw source;
        }
    }

    /** @throws EngineException as {@link #check}; it says nothing of the text */
    static void checkHidden(String text) {
        try {
            template(text);
        } catch (MustacheException e) {
            throw new EngineException("a confidential text cannot be read as one. Mend it.");
        }
    }

    /** Returns the names that a text has places for, of variables and of sections. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        if (!isPlain(text)) {
            template(text).visit(new NamingVisitor(names));
        }
        return names;
    }

    private static com.samskivert.mustache.Template template(String text) {
        com.samskivert.mustache.Template template = MUSTACHE.compile(text);
        template.visit(new RefusingVisitor(text.contains("{{=")));
        return template;
    }

    private static com.samskivert.mustache.Template compile(String text) {
        try {
            return template(text);
        } catch (MustacheException e) {
            throw new EngineException(
                    "Template is not valid: " + e.getMessage()
                            + ". Mend it; for braces that are no place for a variable, set other delimiters at its start,"
                            + " such as {{=<% %>=}}.",
                    e);
        }
    }
}

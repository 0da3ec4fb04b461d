package dev.avow.engine.dsl;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonRefusedException;
import java.util.Set;
import java.util.TreeSet;

/** Texts that are not plain, read by Mustache: its classes are loaded by the first of them, and most jobs have none. */
final class MustacheText {

    private static final Mustache.Compiler MUSTACHE =
            Mustache.compiler().escapeHTML(false).strictSections(true).withCollector(new DataOnly());

    private MustacheText() {}

    /** As {@link Template#render(String, Variables)}. */
    static String render(String text, Variables variables) {
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

    /** As {@link Template#renderHidden}. */
    static String renderHidden(String text, Variables variables) {
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

    /** As {@link Template#check}. */
    static void check(String text) {
        compile(text);
    }

    /** As {@link Template#checkHidden}. */
    static void checkHidden(String text) {
        try {
            template(text);
        } catch (MustacheException e) {
            throw new EngineException("a confidential text cannot be read as one. Mend it.");
        }
    }

    /** As {@link Template#names}. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        template(text).visit(new NamingVisitor(names));
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

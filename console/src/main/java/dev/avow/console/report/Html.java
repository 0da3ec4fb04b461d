package dev.avow.console.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes elements that are well-formed as HTML and as XML; all text and values are escaped. Not for sharing by threads. */
final class Html {

    private static final Set<String> ON_NEW_LINES = Set.of(
            "head",
            "body",
            "meta",
            "title",
            "style",
            "header",
            "nav",
            "main",
            "footer",
            "section",
            "h1",
            "h2",
            "figure",
            "figcaption",
            "svg",
            "g",
            "table",
            "thead",
            "tbody",
            "tr",
            "ul",
            "ol",
            "dl",
            "fieldset",
            "p",
            "a");

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names, each followed by its value. */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Writes an element without content, of those that HTML knows to have none, or of SVG. */
    Html leaf(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** Writes an element with text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Writes text of one line. */
    Html text(String text) {
        out.append(Escape.html(text));
        return this;
    }

    /** Writes text that may have several lines, apart from the direction of what stands around it. */
    Html lines(String text) {
        open("bdi");
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            text(lines.next());
            if (lines.hasNext()) {
                leaf("br");
            }
        }
        return close();
    }

    /** Writes text of one line, with each instant in it kept on one line. */
    Html dated(String text) {
        Matcher instants = INSTANT.matcher(text);
        int done = 0;
        while (instants.find()) {
            text(text.substring(done, instants.start())).element("time", instants.group());
            done = instants.end();
        }
        return text(text.substring(done));
    }

    /** Writes text of our own as it is. */
    Html raw(String trusted) {
        out.append(trusted);
        return this;
    }

    /** @throws IllegalStateException if an element is still open */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Element '" + open.peek() + "' is not closed. Close it.");
        }
        return out.append('\n').toString();
    }

    private void start(String tag, String... attributes) {
        if (ON_NEW_LINES.contains(tag)) {
            out.append('\n');
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(Escape.html(attributes[i + 1])).append('"');
        }
    }
}

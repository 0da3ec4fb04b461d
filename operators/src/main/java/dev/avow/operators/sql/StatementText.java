package dev.avow.operators.sql;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds in a statement's text what stands outside of quotes and comments: semicolons and {@code :name}. What databases read
 * in different ways is refused, since it could hide a semicolon: texts between dollar signs, and comments within comments.
 * A backslash in plain quotes counts as any other character, which {@link SessionSettings} sees to. Not for sharing between
 * threads.
 */
final class StatementText {

    private final String text;
    private final SortedSet<String> names = new TreeSet<>();
    private Optional<String> fault = Optional.empty();
    private int at;

    private StatementText(String text) {
        this.text = text;
    }

    /** Reads a statement; a semicolon at its end is not part of it. */
    static StatementText of(String text) {
        StatementText read = new StatementText(trimmed(text));
        if (read.text.isEmpty()) {
            read.fault = Optional.of("is empty");
        }
        while (read.at < read.text.length() && read.fault.isEmpty()) {
            read.step();
        }
        return read;
    }

    /** Returns the statement to send. */
    String text() {
        return text;
    }

    /** Returns what is wrong with it, as the middle of a message, or empty. */
    Optional<String> fault() {
        return fault;
    }

    /** Returns the names of the values that it needs. */
    SortedSet<String> names() {
        return names;
    }

    private static String trimmed(String text) {
        String stripped = text.strip();
        return stripped.endsWith(";")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\'') {
            skip("'", isEscapeString());
        } else if (c == '"') {
            skip("\"", false);
        } else if (text.startsWith("--", at)) {
            skipLine();
        } else if (text.startsWith("/*", at)) {
            skipComment();
        } else if (text.startsWith("//", at)) {
            fault = Optional.of("has '//', which H2 takes for a comment");
        } else if (c == '$' && isDollarQuote()) {
            fault = Optional.of("has a text between dollar signs");
        } else if (c == ';') {
            fault = Optional.of("has more than one statement");
        } else if (c == ':') {
            name();
        } else {
            at++;
        }
    }

    /** PostgreSQL's {@code E'...'}, in which a backslash takes the next character along. */
    private boolean isEscapeString() {
        boolean marked = at > 0 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
        return marked && (at == 1 || !(isTagPart(text.charAt(at - 2)) || text.charAt(at - 2) == '$'));
    }

    /** PostgreSQL ends such a comment at a carriage return too. */
    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        int start = at + 2;
        at++;
        skip("*/", false);
        if (fault.isEmpty() && text.substring(start, at - 1).contains("/*")) {
            fault = Optional.of("has a comment within a comment");
        }
    }

    private boolean isDollarQuote() {
        int end = at + 1;
        while (end < text.length() && isTagPart(text.charAt(end))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '$';
    }

    private static boolean isTagPart(char c) {
        return isNamePart(c) || c >= 0x80;
    }

    private void skip(String end, boolean backslashes) {
        for (int i = at + 1; i < text.length(); i++) {
            if (backslashes && text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(end, i)) {
                at = i + end.length();
                return;
            }
        }
        fault = Optional.of("has a quote or comment without an end");
    }

    private void name() {
        if (text.startsWith("::", at)) {
            at += 2;
            return;
        }
        int end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end > at + 1) {
            names.add(text.substring(at + 1, end));
        }
        at = end;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}

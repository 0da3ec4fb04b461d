package dev.avow.engine.evidence;

import dev.avow.engine.identity.Printable;

/**
 * Texts of unknown origin on a page of Markdown, each on one line and in a code span, in which nothing is markup [1]. What
 * could end the span or a table's cell, or begin a tag, is written as its number.
 *
 * <ol>
 *   <li><a href="https://spec.commonmark.org/0.31.2/#code-spans">CommonMark 0.31.2: code spans</a>
 * </ol>
 */
final class Words {

    private static final int MAX = 300;

    private Words() {}

    /** Returns the text in a code span, cut short after 300 characters. */
    static String code(String text) {
        String safe = Printable.cut(text, MAX)
                .replace("`", "\\u0060")
                .replace("|", "\\u007C")
                .replace("<", "\\u003C")
                .replace(">", "\\u003E");
        return safe.isEmpty() ? "-" : "`" + safe + "`";
    }
}

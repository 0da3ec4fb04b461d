package dev.avow.engine.verification;

import dev.avow.engine.identity.Printable;

/**
 * Something that does not hold. All texts are on one line and safe for a terminal; none holds a private text.
 *
 * @param subject what it is about: an identity with what is meant of it, or the key of a row
 * @param expected what should be stored, by what it is compared with
 * @param actual what is stored
 */
public record Finding(FindingKind kind, String subject, String expected, String actual) {

    private static final int LONGEST = 600;

    public Finding {
        subject = Printable.cut(subject, LONGEST);
        expected = Printable.cut(expected, LONGEST);
        actual = Printable.cut(actual, LONGEST);
    }
}

package dev.avow.engine.run;

/**
 * Who looked at a run, as what, and what they say; immutable.
 *
 * @param by who it is; stored
 * @param role what they act as; that they may is the caller's to know
 * @param comment empty if there is none
 */
public record Review(String by, String role, String comment) {

    /** Returns a review without a comment. */
    public static Review by(String person, String role) {
        return new Review(person, role, "");
    }

    /** Returns this review with a comment. */
    public Review comment(String text) {
        return new Review(by, role, text);
    }
}

package dev.avow.engine.operator;

/**
 * A message of a prompt as an operator sends it.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content its text, which may be private: do not log it
 */
public record ClearMessage(String role, String content) {

    /** Returns the role and how long the text is, and nothing of it. */
    @Override
    public String toString() {
        return role + ", " + content.length() + " characters";
    }
}

package dev.avow.engine.dsl;

import dev.avow.engine.identity.JsonString;

/**
 * The text of a message, perhaps with places for variables; immutable.
 *
 * @param isConfidential whether the text, as defined and as rendered, stays out of the spec and the declaration: in its place
 *     stands an HMAC, and what is rendered is kept beside the declaration until it is erased
 */
public record PromptText(String text, boolean isConfidential) {

    /** Returns a text that is declared as it is. */
    public static PromptText text(String text) {
        return new PromptText(text, false);
    }

    /** Returns this text as one that is not declared in clear; only such a text can name a confidential param. */
    public PromptText confidential() {
        return new PromptText(text, true);
    }

    /** @throws dev.avow.engine.EngineException if it is no template; of a confidential one it says nothing more */
    void check() {
        if (isConfidential) {
            Template.checkHidden(text);
        } else {
            Template.check(new JsonString(text));
        }
    }

    /** Returns how the text is shown: not at all if it is confidential. */
    @Override
    public String toString() {
        return isConfidential ? "confidential text" : text;
    }
}

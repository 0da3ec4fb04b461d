package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import java.util.List;

/**
 * A prompt as it is sent.
 *
 * @param messages at least one
 * @param template the digest of the unrendered messages: of the canonical JSON array of {@code {"content","role"}}
 */
public record Prompt(List<Message> messages, Digest template) {

    /**
     * A message.
     *
     * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
     */
    public record Message(String role, String content) {}
}

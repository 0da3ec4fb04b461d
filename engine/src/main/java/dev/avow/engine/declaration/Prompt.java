package dev.avow.engine.declaration;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import java.util.List;
import java.util.Set;

/**
 * A prompt as it is sent.
 *
 * @param messages at least one
 * @param template the digest of the unrendered messages: of the canonical JSON array of {@code {"content","role"}}
 */
public record Prompt(List<Message> messages, Digest template) {

    /** @throws DeclarationException if there is no message */
    public Prompt {
        if (messages.isEmpty()) {
            throw DeclarationException.at("messages", "empty; give at least one message");
        }
        messages = List.copyOf(messages);
    }

    /**
     * Returns the digest of the template that these unrendered messages are.
     *
     * @throws dev.avow.engine.identity.JsonRefusedException if their canonical form is above 1 MiB
     */
    public static Digest templateDigest(List<Message> unrendered) {
        return Digest.of(CanonicalJson.bytes(ObjectWriter.array(unrendered, PromptJson::message)));
    }

    /**
     * A message.
     *
     * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
     */
    public record Message(String role, String content) {

        private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

        /** @throws DeclarationException if the role is not one of the four, or the content has a lone surrogate */
        public Message {
            if (!ROLES.contains(role)) {
                throw DeclarationException.at(
                        "role", Checks.shown(role) + " is not 'system', 'user', 'assistant' or 'tool'");
            }
            Checks.text("content", content);
        }
    }
}

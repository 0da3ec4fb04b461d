package dev.avow.engine.declaration;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A prompt as it is sent.
 *
 * @param messages at least one
 * @param template the digest of the unrendered messages: of the canonical JSON array of {@code {"content","role"}}, or
 *     {@code {"private":true,"role"}} where they are private
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
    public static Digest templateDigest(List<Template> unrendered) {
        return Digest.of(CanonicalJson.bytes(ObjectWriter.array(unrendered, PromptJson::template)));
    }

    /** What a message says: its text, or a private value in place of it. */
    public sealed interface Content permits Text, PrivateValue {}

    /** A text in clear. */
    public record Text(String text) implements Content {

        /** @throws DeclarationException if the text has a lone surrogate */
        public Text {
            Checks.text("content", text);
        }
    }

    /**
     * A message.
     *
     * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
     */
    public record Message(String role, Content content) {

        private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

        /** @throws DeclarationException if the role is not one of the four */
        public Message {
            refuseOther(role);
        }

        /**
         * A message in clear.
         *
         * @throws DeclarationException if the role is not one of the four, or the content has a lone surrogate
         */
        public Message(String role, String content) {
            this(role, new Text(content));
        }

        private static void refuseOther(String role) {
            if (!ROLES.contains(role)) {
                throw DeclarationException.at(
                        "role", Checks.shown(role) + " is not 'system', 'user', 'assistant' or 'tool'");
            }
        }
    }

    /**
     * An unrendered message, as a spec has it.
     *
     * @param role as that of a {@link Message}
     * @param content empty if it is private: neither the text nor a digest of it stands in a spec
     */
    public record Template(String role, Optional<String> content) {

        /** @throws DeclarationException if the role is not one of the four, or the content has a lone surrogate */
        public Template {
            Message.refuseOther(role);
            content.ifPresent(text -> Checks.text("content", text));
        }

        /**
         * An unrendered message in clear.
         *
         * @throws DeclarationException if the role is not one of the four, or the content has a lone surrogate
         */
        public Template(String role, String content) {
            this(role, Optional.of(content));
        }
    }
}

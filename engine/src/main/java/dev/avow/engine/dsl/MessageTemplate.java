package dev.avow.engine.dsl;

import dev.avow.engine.declaration.PrivateValue;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.identity.Hmac;
import java.util.Optional;

/**
 * A message of a prompt as it is defined, or rendered.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 */
public record MessageTemplate(String role, PromptText text) {

    /** @throws dev.avow.engine.declaration.DeclarationException as {@link Message} */
    public MessageTemplate {
        var unused = new Message(role, text.text());
    }

    /**
     * A message that is declared as it is.
     *
     * @throws dev.avow.engine.declaration.DeclarationException as {@link Message}
     */
    public MessageTemplate(String role, String text) {
        this(role, PromptText.text(text));
    }

    /** Returns the message as it stands in a spec: without its text if that is confidential. */
    Prompt.Template template() {
        return new Prompt.Template(role, text.isConfidential() ? Optional.empty() : Optional.of(text.text()));
    }

    /**
     * Returns this message as it is declared.
     *
     * @param hidden what stands in place of its text, if that is confidential
     */
    Message declared(Optional<Hmac> hidden) {
        if (!text.isConfidential()) {
            return new Message(role, text.text());
        }
        Hmac hmac =
                hidden.orElseThrow(() -> new IllegalArgumentException("A confidential text has no HMAC in its place."));
        return new Message(role, new PrivateValue(hmac));
    }

    /** Returns this message with its places filled: those of a confidential text from all variables. */
    MessageTemplate rendered(Variables open, Variables all) {
        String rendered =
                text.isConfidential() ? Template.renderHidden(text.text(), all) : Template.render(text.text(), open);
        return new MessageTemplate(role, new PromptText(rendered, text.isConfidential()));
    }
}

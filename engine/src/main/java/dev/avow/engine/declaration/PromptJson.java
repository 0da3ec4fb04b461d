package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.Optional;

/** {@code prompt} as JSON. */
final class PromptJson {

    private PromptJson() {}

    static JsonObject write(Prompt prompt) {
        return new ObjectWriter()
                .list("messages", prompt.messages(), PromptJson::message)
                .put("template", prompt.template().text())
                .build();
    }

    static Prompt read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Prompt(
                in.required("messages", messages -> Values.list(messages, PromptJson::readMessage)),
                in.required("template", Values::digest)));
    }

    static JsonObject message(Prompt.Message message) {
        return new ObjectWriter()
                .put("role", message.role())
                .put("content", content(message.content()))
                .build();
    }

    private static JsonValue content(Prompt.Content content) {
        return content instanceof PrivateValue hidden
                ? hidden.toJson()
                : new JsonString(((Prompt.Text) content).text());
    }

    private static Prompt.Content readContent(JsonValue value) {
        return value instanceof JsonObject ? PrivateValue.read(value) : new Prompt.Text(Values.string(value));
    }

    static JsonObject template(Prompt.Template template) {
        return new ObjectWriter()
                .put("role", template.role())
                .optional("content", template.content(), JsonString::new)
                .flag(PrivateValue.MEMBER, template.content().isEmpty())
                .build();
    }

    static Prompt.Template readTemplate(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        String role = in.string("role");
        return in.has(PrivateValue.MEMBER)
                ? in.done(hidden(role, in))
                : in.done(new Prompt.Template(role, in.string("content")));
    }

    private static Prompt.Template hidden(String role, ObjectReader in) {
        in.required(PrivateValue.MEMBER, Values::isTrue);
        return new Prompt.Template(role, Optional.empty());
    }

    static Prompt.Message readMessage(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Prompt.Message(in.string("role"), in.required("content", PromptJson::readContent)));
    }
}

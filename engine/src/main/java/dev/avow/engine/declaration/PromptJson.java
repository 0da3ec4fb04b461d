package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;

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
                .put("content", message.content())
                .build();
    }

    static Prompt.Message readMessage(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Prompt.Message(in.string("role"), in.string("content")));
    }
}

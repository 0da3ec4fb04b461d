package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;

/** {@code model} as JSON. */
final class ModelJson {

    private static final String UNPINNED = "unpinned";

    private ModelJson() {}

    static JsonObject write(Model model) {
        return new ObjectWriter()
                .put("provider", model.provider())
                .put("name", model.name())
                .optional("version", model.version(), JsonString::new)
                .optional("digest", model.digest(), ConstraintsJson::digest)
                .flag(UNPINNED, !model.isPinned())
                .build();
    }

    static Model read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        Model model = new Model(
                in.string("provider"),
                in.string("name"),
                in.optional("version", Values::string),
                in.optional("digest", Values::digest));
        boolean unpinned = in.optional(UNPINNED, Values::isTrue).isPresent();
        if (unpinned && model.isPinned()) {
            throw DeclarationException.at(UNPINNED, "the model is pinned; leave the member out instead");
        }
        if (!unpinned && !model.isPinned()) {
            throw DeclarationException.at(UNPINNED, "missing; give version or digest, or say that neither is known");
        }
        return in.done(model);
    }
}

package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.SpecDigest;

/** Declarations as JSON. */
final class DeclarationJson {

    private DeclarationJson() {}

    static JsonObject write(Declaration declaration) {
        return new ObjectWriter()
                .put("avow", Declaration.FORMAT)
                .put("job", declaration.job())
                .put("task", declaration.task())
                .put("occasion", OccasionJson.write(declaration.occasion()))
                .put("spec", declaration.spec().toString())
                .put("operator", operator(declaration.operator()))
                .optional("model", declaration.model(), ModelJson::write)
                .optional("prompt", declaration.prompt(), PromptJson::write)
                .put("parameters", declaration.parameters())
                .put("context", ContextJson.write(declaration.context()))
                .put("constraints", ConstraintsJson.write(declaration.constraints()))
                .put("responsible", responsible(declaration.responsible()))
                .build();
    }

    static Declaration read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        in.constant("avow", Declaration.FORMAT);
        return in.done(new Declaration(
                in.string("job"),
                in.string("task"),
                in.required("occasion", OccasionJson::read),
                new SpecDigest(in.required("spec", Values::digest)),
                in.required("operator", DeclarationJson::readOperator),
                in.optional("model", ModelJson::read),
                in.optional("prompt", PromptJson::read),
                in.required("parameters", Values::object),
                in.required("context", ContextJson::read),
                in.required("constraints", ConstraintsJson::read),
                in.required("responsible", DeclarationJson::readResponsible)));
    }

    static JsonObject operator(OperatorRef operator) {
        return new ObjectWriter()
                .put("name", operator.name())
                .put("version", operator.version())
                .build();
    }

    static OperatorRef readOperator(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new OperatorRef(in.string("name"), in.string("version")));
    }

    private static JsonObject responsible(Responsible responsible) {
        return new ObjectWriter()
                .put("owner", responsible.owner())
                .put("submitter", responsible.submitter())
                .build();
    }

    private static Responsible readResponsible(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Responsible(in.string("owner"), in.string("submitter")));
    }
}

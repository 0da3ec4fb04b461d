package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;

/** {@code context} as JSON. */
final class ContextJson {

    private ContextJson() {}

    static JsonObject write(Context context) {
        return new ObjectWriter()
                .map("inputs", context.inputs(), ContextJson::input)
                .list("tools", context.tools(), ContextJson::tool)
                .map("upstream", context.upstream(), UpstreamJson::write)
                .optional("mapped", context.mapped(), ContextJson::mapped)
                .notEmpty("environment", environment(context.environment()))
                .build();
    }

    static Context read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Context(
                in.mapOrNone("inputs", ContextJson::readInput),
                in.listOrNone("tools", ContextJson::readTool),
                in.mapOrNone("upstream", UpstreamJson::read),
                in.optional("mapped", ContextJson::readMapped),
                in.optional("environment", ContextJson::readEnvironment).orElseGet(Context.Environment::none)));
    }

    static JsonObject tool(Context.Tool tool) {
        return new ObjectWriter()
                .put("name", tool.name())
                .put("digest", tool.digest().text())
                .build();
    }

    static Context.Tool readTool(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Context.Tool(in.string("name"), in.required("digest", Values::digest)));
    }

    static JsonObject environment(Context.Environment environment) {
        return new ObjectWriter()
                .map("digests", environment.digests(), ConstraintsJson::digest)
                .map("versions", environment.versions(), JsonString::new)
                .map("variables", environment.variables(), JsonString::new)
                .build();
    }

    static Context.Environment readEnvironment(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        Context.Environment environment = in.done(new Context.Environment(
                in.mapOrNone("digests", Values::digest),
                in.mapOrNone("versions", Values::string),
                in.mapOrNone("variables", Values::string)));
        Values.refuseEmpty(environment.isEmpty());
        return environment;
    }

    private static JsonObject input(Context.DeclaredInput input) {
        return new ObjectWriter()
                .put("digest", input.digest().text())
                .put("size", input.size())
                .build();
    }

    private static Context.DeclaredInput readInput(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(
                new Context.DeclaredInput(in.required("digest", Values::digest), in.required("size", Values::integer)));
    }

    private static JsonObject mapped(Context.Mapped mapped) {
        return new ObjectWriter()
                .put("index", mapped.index())
                .put("key", mapped.key())
                .build();
    }

    private static Context.Mapped readMapped(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Context.Mapped(in.required("index", Values::smallInteger), in.string("key")));
    }
}

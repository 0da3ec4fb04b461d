package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.List;
import java.util.TreeSet;

/** Specs as JSON. */
final class SpecJson {

    private SpecJson() {}

    static JsonObject write(Spec spec) {
        return new ObjectWriter()
                .put("avow", Spec.FORMAT)
                .put("job", spec.job())
                .put("task", spec.task())
                .put("operator", DeclarationJson.operator(spec.operator()))
                .optional("model", spec.model(), ModelJson::write)
                .list("prompt", spec.prompt(), PromptJson::template)
                .put("parameters", spec.parameters())
                .list("inputs", List.copyOf(spec.inputs()), JsonString::new)
                .list("upstream", List.copyOf(spec.upstream()), JsonString::new)
                .put("triggerRule", spec.triggerRule().name())
                .list("conditions", spec.conditions(), Condition::toJson)
                .flag("mapped", spec.mapped())
                .list("tools", spec.tools(), ContextJson::tool)
                .notEmpty("environment", ContextJson.environment(spec.environment()))
                .put("constraints", ConstraintsJson.write(spec.constraints()))
                .put("owner", spec.owner())
                .build();
    }

    static Spec read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        in.constant("avow", Spec.FORMAT);
        return in.done(new Spec(
                in.string("job"),
                in.string("task"),
                in.required("operator", DeclarationJson::readOperator),
                in.optional("model", ModelJson::read),
                in.listOrNone("prompt", PromptJson::readTemplate),
                in.required("parameters", Values::object),
                in.optional("inputs", Values::sortedNames).orElseGet(TreeSet::new),
                in.optional("upstream", Values::sortedNames).orElseGet(TreeSet::new),
                in.required("triggerRule", rule -> Values.constant(TriggerRule.class, rule, "a trigger rule")),
                in.listOrNone("conditions", Condition::read),
                in.optional("mapped", Values::isTrue).isPresent(),
                in.listOrNone("tools", ContextJson::readTool),
                in.optional("environment", ContextJson::readEnvironment).orElseGet(Context.Environment::none),
                in.required("constraints", ConstraintsJson::read),
                in.string("owner")));
    }
}

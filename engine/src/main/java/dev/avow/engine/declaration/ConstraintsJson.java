package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** {@code constraints} as JSON. */
final class ConstraintsJson {

    private ConstraintsJson() {}

    static JsonObject write(Constraints constraints) {
        return new ObjectWriter()
                .optional("timeout", constraints.timeout(), timeout -> new JsonString(timeout.toString()))
                .list("outputs", List.copyOf(constraints.outputs()), JsonString::new)
                .optional("outputSchema", constraints.outputSchema(), ConstraintsJson::digest)
                .optional("budget", constraints.budget(), ConstraintsJson::budget)
                .build();
    }

    static Constraints read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Constraints(
                in.optional("timeout", timeout -> Times.duration(Values.string(timeout))),
                in.optional("outputs", Values::sortedNames).orElseGet(TreeSet::new),
                in.optional("outputSchema", Values::digest),
                in.optional("budget", ConstraintsJson::readBudget)));
    }

    static JsonString digest(Digest digest) {
        return new JsonString(digest.text());
    }

    private static JsonObject budget(Constraints.Budget budget) {
        ObjectWriter out = new ObjectWriter();
        budget.tokens().ifPresent(tokens -> out.put("tokens", new JsonInteger(tokens)));
        return out.optional("cost", budget.cost(), ConstraintsJson::cost).build();
    }

    private static JsonObject cost(Constraints.Cost cost) {
        return new ObjectWriter()
                .put("amount", cost.amount())
                .put("currency", cost.currency())
                .build();
    }

    private static Constraints.Budget readBudget(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        Optional<Long> tokens = in.optional("tokens", Values::integer);
        return in.done(new Constraints.Budget(
                tokens.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                in.optional("cost", ConstraintsJson::readCost)));
    }

    private static Constraints.Cost readCost(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Constraints.Cost(in.string("amount"), in.string("currency")));
    }
}

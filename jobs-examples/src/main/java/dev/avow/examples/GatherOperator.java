package dev.avow.examples;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers the texts that the runs of a mapped task gave, as a list that another task can be mapped over.
 *
 * <p>Parameter {@code source}: the texts. Output {@code texts}: a JSON array of {@code key}, from 1, and {@code text}.
 */
final class GatherOperator implements Operator {

    static final String NAME = "gather";
    static final String OUTPUT = "texts";

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS, Component.CONTEXT);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        ParameterReader in = new ParameterReader(NAME, defined);
        in.source("source");
        return in.done();
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        return new ParameterReader(NAME, declaration.parameters())
                .source("source")
                .objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException {
        List<JsonValue> texts = new ArrayList<>();
        for (Input text : new ParameterReader(NAME, run.declaration().parameters())
                .source("source")
                .all(run)) {
            texts.add(JsonObject.builder()
                    .put("key", Integer.toString(texts.size() + 1))
                    .put("text", text.text())
                    .build());
        }
        return OperatorResult.success().output(OUTPUT, "application/json", CanonicalJson.bytes(new JsonArray(texts)));
    }
}

package dev.avow.operators.chat;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Operator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What operators have in common that ask the declared model with the declared prompt; threads may share it. */
public abstract class ModelOperator implements Operator {

    private final OperatorRef ref;
    private final ChatModels models;

    /** @throws IllegalArgumentException if there is no provider, or two have one name */
    protected ModelOperator(String name, String version, ChatProvider... providers) {
        this.ref = new OperatorRef(name, version);
        this.models = ChatModels.of(name, providers);
    }

    /** Returns the models that this node can call. */
    protected final ChatModels models() {
        return models;
    }

    @Override
    public final OperatorRef ref() {
        return ref;
    }

    @Override
    public final Set<Component> needs() {
        return EnumSet.of(Component.MODEL, Component.PROMPT, Component.PARAMETERS);
    }

    @Override
    public final Optional<Set<String>> providers() {
        return Optional.of(models.names());
    }

    /** Objects to a provider that is not here. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        return models.objection(declaration);
    }
}

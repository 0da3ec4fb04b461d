package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.DeclaredRun;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.function.Supplier;

/** An embedding model that this node can call, and which one it truly is; threads may share it. */
public interface HostedModel {

    /**
     * Returns what is there: for a model with weights at hand, the digest of these weights and not of those that
     * somebody expects.
     *
     * @throws RuntimeException if it cannot be found out; the run is denied
     */
    Model model();

    /**
     * Returns the model for the calls of one attempt; weights are loaded at the first call.
     *
     * @param run whose connection leads to the model, if it is remote
     * @throws dev.avow.engine.operator.OperatorException if the run lacks what the model needs
     */
    EmbeddingModel embeddingModel(DeclaredRun run);

    /**
     * Returns a model whose provider, and not this node, has the weights.
     *
     * @param model as jobs declare it: by version, or unpinned
     * @param client called once for each attempt, so it should return the same client each time; its own retries should
     *     be switched off, since attempts are the engine's
     */
    static HostedModel of(Model model, Supplier<EmbeddingModel> client) {
        return new HostedModel() {
            @Override
            public Model model() {
                return model;
            }

            @Override
            public EmbeddingModel embeddingModel(DeclaredRun run) {
                return client.get();
            }
        };
    }
}

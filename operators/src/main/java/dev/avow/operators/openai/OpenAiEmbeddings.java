package dev.avow.operators.openai;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.operators.embedding.HostedModel;
import dev.avow.operators.model.ModelConnection;
import dev.avow.operators.model.ModelNames;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.time.Duration;

/**
 * Embedding models behind any endpoint that speaks OpenAI's API, reached by the connection of each run.
 *
 * <p>The connection has the setting {@code base_url}, such as {@code https://api.openai.com/v1}, and the secret
 * {@code api_key}, if the endpoint asks for one. A call of the model takes at most the declared timeout, else a minute.
 * There are no hidden retries: attempts are the engine's.
 *
 * <p>It needs the jar {@code dev.langchain4j:langchain4j-open-ai}, an optional dependency.
 */
public final class OpenAiEmbeddings {

    private static final Duration CALL = Duration.ofMinutes(1);
    private static final int BATCH =
            2_048; // why: the operator makes the batches, so the client must not cut them again

    private OpenAiEmbeddings() {}

    /**
     * Returns a model for {@link dev.avow.operators.embedding.EmbeddingOperator#with}.
     *
     * @param model as jobs declare it, not by digest; the endpoint is asked for {@link ModelNames#sent}
     * @throws IllegalArgumentException if it is by digest, which no endpoint can show
     */
    public static HostedModel model(Model model) {
        ModelNames.unchecked(model).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return new HostedModel() {
            @Override
            public Model model() {
                return model;
            }

            @Override
            public EmbeddingModel embeddingModel(DeclaredRun run) {
                return client(model, run);
            }
        };
    }

    private static EmbeddingModel client(Model model, DeclaredRun run) {
        OpenConnection connection = ModelConnection.checked(run.connection());
        OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder client = OpenAiEmbeddingModel.builder()
                .httpClientBuilder(new StatusClient.Builder())
                .baseUrl(connection.get("base_url"))
                .modelName(ModelNames.sent(model))
                .maxSegmentsPerBatch(BATCH)
                .timeout(run.declaration().constraints().timeout().orElse(CALL))
                .maxRetries(0);
        connection.find("api_key").ifPresent(client::apiKey);
        if (run.declaration().parameters().members().get("dimensions") instanceof JsonInteger dimensions) {
            client.dimensions(Math.toIntExact(dimensions.value()));
        }
        return client.build();
    }
}

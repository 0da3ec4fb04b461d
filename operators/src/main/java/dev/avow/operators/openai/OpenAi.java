package dev.avow.operators.openai;

import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.chat.ChatProvider;
import dev.avow.operators.chat.Decoding;
import dev.avow.operators.model.ModelConnection;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Models behind an endpoint that speaks OpenAI's protocol, at the run's connection; needs
 * {@code dev.langchain4j:langchain4j-open-ai} on the class path. Threads may share it.
 *
 * <p>Of the connection, which must be declared: {@code base_url} (such as {@code https://api.openai.com/v1}), which must be
 * set, so that no prompt goes where nobody has sent it; {@code api_key}, {@code organization}, {@code project}; and
 * {@code stream}, which is {@code log} where answers shall be logged line by line while they come. A run fails for good
 * where the connection is not one of {@link ModelConnection#checked}.
 *
 * <p>A call takes at most as long as the task's timeout, or 10 minutes without one, and is made once. An answer that is
 * logged while it comes may take longer than those 10 minutes, once it has begun, but not be silent for so long.
 */
public final class OpenAi implements ChatProvider {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String LOG = "log";
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._~:/%\\[\\]-]+");

    private final String name;

    private OpenAi(String name) {
        this.name = name;
    }

    /**
     * Returns a provider of models at the connections of the tasks.
     *
     * @param name as models declare it, such as {@code openai} or {@code vllm}
     */
    public static OpenAi provider(String name) {
        return new OpenAi(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatModel model(DeclaredRun run) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(new StatusClient.Builder())
                .timeout(limit(run))
                .maxRetries(0)
                .strictJsonSchema(true);
        OpenConnection connection = connection(run);
        builder.baseUrl(baseUrl(connection));
        connection.find("api_key").ifPresent(builder::apiKey);
        connection.find("organization").ifPresent(builder::organizationId);
        connection.find("project").ifPresent(builder::projectId);
        return builder.build();
    }

    @Override
    public Optional<StreamingChatModel> streaming(DeclaredRun run) {
        OpenConnection connection = connection(run);
        return connection.find("stream").equals(Optional.of(LOG))
                ? Optional.of(streaming(run, connection))
                : Optional.empty();
    }

    private static StreamingChatModel streaming(DeclaredRun run, OpenConnection connection) {
        OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder builder = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new StatusClient.Builder())
                .timeout(limit(run))
                .strictJsonSchema(true);
        builder.baseUrl(baseUrl(connection));
        connection.find("api_key").ifPresent(builder::apiKey);
        connection.find("organization").ifPresent(builder::organizationId);
        connection.find("project").ifPresent(builder::projectId);
        return builder.build();
    }

    @Override
    public Optional<String> fingerprint(ChatResponse response) {
        return response.metadata() instanceof OpenAiChatResponseMetadata metadata
                ? Optional.ofNullable(metadata.systemFingerprint())
                : Optional.empty();
    }

    @Override
    public DefaultChatRequestParameters.Builder<?> parameters(String model, Decoding decoding) {
        Decoding known = new Decoding(
                decoding.temperature(),
                decoding.topP(),
                Optional.empty(),
                decoding.frequencyPenalty(),
                decoding.presencePenalty(),
                decoding.maxTokens(),
                decoding.seed(),
                decoding.stopSequences());
        OpenAiChatRequestParameters.Builder to =
                ChatProvider.common(OpenAiChatRequestParameters.builder(), model, known);
        decoding.seed().ifPresent(to::seed);
        // why: no parameter of OpenAI's own models, but of most other servers that speak its protocol
        decoding.topK().ifPresent(topK -> to.customParameters(Map.of("top_k", topK)));
        return to;
    }

    private OpenConnection connection(DeclaredRun run) {
        if (run.declaration().parameters().find(Connection.PARAMETER).isEmpty()) {
            throw OperatorException.permanent("Provider '" + name + "' needs a connection, and none is declared. Add"
                    + " connection(name) to the task's call, of a connection with the setting 'base_url'.");
        }
        return ModelConnection.checked(run.connection());
    }

    private static String baseUrl(OpenConnection connection) {
        String url = connection.get("base_url");
        if (!URL.matcher(url).matches()) {
            throw OperatorException.permanent("Setting 'base_url' of connection '" + connection.name()
                    + "' is not an HTTP URL. Use one such as https://api.openai.com/v1.");
        }
        return url;
    }

    private static Duration limit(DeclaredRun run) {
        return run.declaration().constraints().timeout().orElse(LONGEST);
    }
}

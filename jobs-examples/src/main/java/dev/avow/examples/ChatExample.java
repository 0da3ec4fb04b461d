package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Param.text;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.operators.chat.Chats.chat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.Secrets;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.ManualRequest;
import dev.avow.operators.chat.ChatOperator;
import dev.avow.operators.openai.OpenAi;
import java.nio.file.Path;
import java.time.Duration;

/** One prompt to one model. */
final class ChatExample {

    /** The provider asks for gpt-4o-2024-08-06, whose weights stay as they are. */
    static final Model PINNED = Model.ofVersion("openai", "gpt-4o", "2024-08-06");

    private ChatExample() {}

    static AvowBuilder node(Path directory, String baseUrl, Secrets secrets) {
        return Avow.embedded(directory)
                .operators(ChatOperator.with(OpenAi.provider("openai")))
                .connection(
                        Connection.named("openai").setting("base_url", baseUrl).secret("api_key", "openai-key"))
                .secrets(secrets);
    }

    static Job explain(Model model) {
        return job("explain")
                .param("word", text())
                .task(
                        "ask",
                        chat(model)
                                .connection("openai")
                                .system("Explain a word to a child, in two sentences.")
                                .user("{{params.word}}")
                                .decimal("temperature", "0.2")
                                .parameter("max_tokens", 200)
                                .parameter("seed", 1)
                                .parameter("cut", "keep"))
                .timeout(Duration.ofMinutes(2))
                .retry(retries(3))
                .build();
    }

    static void ask(Avow avow, String word) {
        avow.trigger(
                "explain",
                JsonObject.builder().put("word", word).build(),
                ManualRequest.by("desk@example.org").key(word));
    }
}

package dev.avow.operators.chat;

import static dev.avow.operators.chat.Chats.chat;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.Digest;
import dev.avow.operators.openai.OpenAi;
import dev.avow.testing.TestRun;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChatProviderTest {

    private static ChatModel withDefaults(ChatRequestParameters defaults) {
        return new ChatModel() {
            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return defaults;
            }
        };
    }

    @Test
    void refuses_a_client_with_parameters_that_nobody_declares() {
        ChatModel warm = withDefaults(
                DefaultChatRequestParameters.builder().temperature(1.9).build());

        assertThatThrownBy(() -> ChatProvider.of("local", warm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The client of provider 'local' has request parameters of its own. Build it without them,"
                        + " and declare them with the task.");
    }

    @Test
    void takes_a_client_that_has_a_name_of_its_own() {
        ChatModel named = withDefaults(
                DefaultChatRequestParameters.builder().modelName("m").build());

        assertThat(ChatProvider.of("local", named).name()).isEqualTo("local");
    }

    @Test
    void says_whose_models_can_be_called() {
        assertThat(ChatOperator.with(OpenAi.provider("openai"), OpenAi.provider("vllm"))
                        .providers())
                .contains(Set.of("openai", "vllm"));
    }

    @Test
    void objects_to_weights_that_an_endpoint_cannot_show() {
        Model pinned = Model.ofDigest("openai", "gpt-4o", Digest.of(new byte[1]));

        assertThat(aRun(
                                ChatOperator.with(OpenAi.provider("openai")),
                                chat(pinned).connection("openai").user("hi"))
                        .objection())
                .contains("Model 'gpt-4o' of provider 'openai' is declared by the digest of its weights, which this"
                        + " provider cannot check. Declare its version, or that it is unpinned.");
    }

    @Test
    void logs_an_answer_without_the_secrets_of_its_connection_and_without_controls() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ChatOperator.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        TestRun run = aRun(
                        ChatOperator.with(OpenAi.provider("openai")),
                        chat(Model.unpinned("openai", "m")).connection("openai").user("hi"))
                .connection("openai", Map.of("api_key", "sk-0123456789"));

        LoggedStream stream = new LoggedStream(run);
        stream.onPartialResponse("your key is sk-01234");
        stream.onPartialResponse("56789\rforged\n");

        logger.detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Answer of " + run.identity() + ": your key is ***\\u000Dforged");
    }
}

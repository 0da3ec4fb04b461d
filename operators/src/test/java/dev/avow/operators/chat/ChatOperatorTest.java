package dev.avow.operators.chat;

import static dev.avow.operators.chat.Chats.answering;
import static dev.avow.operators.chat.Chats.chat;
import static dev.avow.operators.chat.Chats.offering;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.llama.LlamaServer;
import dev.avow.operators.openai.OpenAi;
import dev.avow.operators.schema.RecordSchema;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChatOperatorTest extends OperatorContract {

    private static final Model TINY = Model.unpinned("llama", LlamaServer.MODEL);

    private static LlamaServer server;

    private final ChatOperator operator = ChatOperator.with(OpenAi.provider("llama"));

    record Place(String state, int year) {}

    @BeforeAll
    static void start() {
        server = LlamaServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Operator operator() {
        return operator;
    }

    @Override
    protected TestRun aGoodRun() {
        return run(seeded(7));
    }

    private static OperatorCall seeded(int seed) {
        return asking(TINY).parameter("seed", seed).parameter("max_tokens", 24).parameter("cut", "keep");
    }

    private static OperatorCall asking(Model model) {
        return chat(model).connection("llama").user("The Congress of the United States");
    }

    private TestRun run(OperatorCall call) {
        return aRun(operator, call).connection("llama", Map.of("base_url", server.baseUrl()));
    }

    @Test
    void gives_the_same_text_for_the_same_seed_and_another_for_another() throws Exception {
        String first = TestRun.text(run(seeded(7)).execute(), "answer");

        String again = TestRun.text(run(seeded(7)).execute(), "answer");
        String other = TestRun.text(run(seeded(8)).execute(), "answer");

        assertThat(again).isEqualTo(first).isNotBlank();
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void notes_what_the_provider_says_of_the_answer() throws Exception {
        OperatorResult result = run(seeded(7)).execute();

        assertThat(result.notes().members())
                .containsEntry("output_tokens", new JsonInteger(24))
                .containsEntry("response_model", new JsonString(LlamaServer.MODEL))
                .containsEntry("system_fingerprint", new JsonString("llama.cpp"))
                .containsEntry("finish_reason", new JsonString("length"))
                .containsEntry("deviated", new JsonBoolean(false))
                .containsKeys("input_tokens", "response_id");
    }

    @Test
    void sends_what_is_declared_and_nothing_else() throws Exception {
        OperatorCall call = seeded(7)
                .system("Be brief.")
                .decimal("temperature", "0.2")
                .decimal("top_p", "0.9")
                .decimal("frequency_penalty", "0.5")
                .decimal("presence_penalty", "-0.5")
                .parameter("top_k", 5);

        run(call).execute();

        JsonNode sent = server.requests().get(server.requests().size() - 1);
        assertThat(sent.path("temperature").asText()).isEqualTo("0.2");
        assertThat(sent.path("top_p").asText()).isEqualTo("0.9");
        assertThat(sent.path("frequency_penalty").asText()).isEqualTo("0.5");
        assertThat(sent.path("presence_penalty").asText()).isEqualTo("-0.5");
        assertThat(sent.path("top_k").asInt()).isEqualTo(5);
        assertThat(sent.path("messages").findValuesAsText("role")).containsExactly("user", "system");
        run(asking(TINY).parameter("cut", "keep")).execute();
        JsonNode bare = server.requests().get(server.requests().size() - 1);
        assertThat(bare.fieldNames()).toIterable().containsExactlyInAnyOrder("model", "messages", "stream");
    }

    @Test
    void ends_the_answer_at_a_stop_sequence() throws Exception {
        String whole = TestRun.text(run(seeded(7)).execute(), "answer");
        String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 4);

        OperatorResult result = run(seeded(7).parameter("stop_sequences", JsonArray.ofStrings(List.of(stop))))
                .execute();

        assertThat(TestRun.text(result, "answer")).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(result.notes().find("finish_reason")).contains(new JsonString("stop"));
    }

    @Test
    void answers_with_a_record() throws Exception {
        OperatorResult result =
                run(answering(asking(TINY).parameter("seed", 3), Place.class)).execute();

        assertThat(result.ending()).as(result.message()).isEqualTo(Ending.SUCCEEDED);
        assertThat(Chats.answer(Place.class).read(TestRun.output(result, "answer")))
                .isInstanceOf(Place.class);
    }

    @Test
    void fails_for_good_if_the_answer_is_cut_and_keeps_it() throws Exception {
        OperatorResult result = run(asking(TINY).parameter("seed", 7).parameter("max_tokens", 5))
                .execute();

        assertThat(result.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(result.message())
                .isEqualTo("The answer is cut off at the most tokens. Raise max_tokens, or set cut to keep.");
        assertThat(TestRun.text(result, "answer")).isNotBlank();
    }

    @Test
    void logs_the_answer_while_it_comes_only_if_the_connection_asks_for_that() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ChatOperator.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);

        OperatorResult silent = run(seeded(7)).execute();
        assertThat(log.list).isEmpty();
        TestRun run =
                aRun(operator, seeded(7)).connection("llama", Map.of("base_url", server.baseUrl(), "stream", "log"));
        OperatorResult logged = run.execute();

        logger.detachAppender(log);
        logger.setAdditive(true);
        String text = TestRun.text(logged, "answer");
        assertThat(text).isEqualTo(TestRun.text(silent, "answer"));
        assertThat(logged.notes()).isEqualTo(silent.notes());
        String prefix = "Answer of " + run.identity() + ": ";
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).allMatch(line -> line.startsWith(prefix));
        assertThat(String.join(
                        "\n",
                        log.list.stream()
                                .map(event -> event.getFormattedMessage().substring(prefix.length()))
                                .toList()))
                .isEqualTo(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    @Test
    void objects_to_tools_that_are_not_those_described() {
        OperatorCall call = offering(seeded(7), "weather", "The weather.", RecordSchema.of(Place.class));
        assertThat(run(call).objection()).isEmpty();

        OperatorCall other = seeded(7)
                .tool("weather", Digest.of("other".getBytes(StandardCharsets.UTF_8)))
                .parameter("tools", call.parameters().find("tools").orElseThrow());

        assertThat(run(other).objection())
                .contains("The declared tools are not those that the parameter 'tools' describes. Offer each with"
                        + " Chats.offering(...), and declare the run again.");
    }

    @Test
    void objects_to_a_schema_that_is_not_the_declared_one() {
        JsonObject schema = RecordSchema.of(Place.class);
        OperatorCall call = answering(seeded(7), schema);
        Digest digest = Digest.of(CanonicalJson.bytes(schema));

        assertThat(run(call).outputSchema(digest).objection()).isEmpty();
        assertThat(run(seeded(7)).outputSchema(digest).objection())
                .contains(
                        "The declared output schema is not that of the parameter 'output_schema'. Give the digest of its"
                                + " canonical JSON, and declare the run again.\n  declared: " + digest
                                + "\n  found:    none");
    }

    @Test
    void objects_to_a_provider_that_is_not_here() {
        assertThat(run(asking(Model.unpinned("other", "m"))).objection())
                .contains("Provider 'other' of model 'm' is not on this node. Give it to the operator 'chat'.");
    }
}

package dev.avow.operators.classify;

import static dev.avow.operators.classify.Classifications.classify;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.chat.ChatProvider;
import dev.avow.operators.llama.LlamaServer;
import dev.avow.operators.openai.OpenAi;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifyOperatorTest extends OperatorContract {

    private static final OperatorCall CALL =
            classify(Model.unpinned("llama", LlamaServer.MODEL), "Buy now!", "spam", "question", "praise");

    private static LlamaServer server;

    private final ClassifyOperator operator =
            ClassifyOperator.with(OpenAi.provider("llama"), ChatProvider.of("scripted", new Scripted()));

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
        return aRun(operator, CALL.parameter("seed", 1).connection("llama"))
                .connection("llama", Map.of("base_url", server.baseUrl()));
    }

    @Test
    void gives_one_of_the_labels() throws Exception {
        OperatorResult result = aGoodRun().execute();

        Label label = ClassifyOperator.LABEL.read(TestRun.output(result, "label"));
        assertThat(label.label()).isIn("spam", "question", "praise");
        assertThat(result.notes().members()).containsKeys("input_tokens", "deviated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"label\":\"ham\"}", "spam", "{\"label\":\"spam\",\"sure\":true}"})
    void may_be_retried_when_the_answer_is_no_label(String answer) throws Exception {
        OperatorCall call = classify(Model.unpinned("scripted", "m"), answer, "spam", "question");

        OperatorResult result = aRun(operator, call).execute();

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.message())
                .startsWith("The answer does not fit its schema: it ")
                .doesNotContain("ham");
        assertThat(TestRun.text(result, "answer")).isEqualTo(answer);
    }

    @Test
    void refuses_labels_that_leave_no_choice() {
        for (List<String> labels : List.of(List.of("a"), List.of("a", "a"), List.of("a", " "))) {
            OperatorCall call = OperatorCall.operator("classify").parameter("labels", JsonArray.ofStrings(labels));

            assertThatThrownBy(() -> operator.parameters(call.parameters()))
                    .hasMessage("Parameter 'labels' of operator 'classify' has not 2 to 100 different labels. Give each"
                            + " once, and none blank.");
        }
    }

    @Test
    void refuses_a_parameter_that_its_provider_cannot_take() {
        OperatorCall call =
                classify(Model.unpinned("scripted", "m"), "x", "a", "b").parameter("seed", 1);

        assertThatThrownBy(() -> aRun(operator, call).execute())
                .hasMessage("Provider 'scripted' takes no parameter 'seed'. Leave it out, or use another provider.");
    }
}

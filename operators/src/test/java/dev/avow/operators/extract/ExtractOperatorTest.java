package dev.avow.operators.extract;

import static dev.avow.operators.extract.Extractions.extract;
import static dev.avow.operators.extract.Extractions.extracted;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.llama.LlamaServer;
import dev.avow.operators.openai.OpenAi;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExtractOperatorTest extends OperatorContract {

    enum Kind {
        INVOICE,
        REMINDER
    }

    record Line(String item, int count) {}

    record Letter(Kind kind, boolean paid, @Nullable String sender, List<Line> lines) {}

    private static LlamaServer server;

    private final ExtractOperator operator = ExtractOperator.with(OpenAi.provider("llama"));

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
        OperatorCall call = extract(
                        Model.unpinned("llama", LlamaServer.MODEL), "Two desks and a lamp, not yet paid.", Letter.class)
                .parameter("seed", 2)
                .connection("llama");
        return aRun(operator, call).connection("llama", Map.of("base_url", server.baseUrl()));
    }

    @Test
    void gives_a_record_with_enums_lists_nested_records_and_absent_members() throws Exception {
        OperatorResult result = aGoodRun().execute();

        assertThat(result.ending()).as(result.message()).isEqualTo(Ending.SUCCEEDED);
        Letter letter = extracted(Letter.class).read(TestRun.output(result, "record"));
        assertThat(letter.kind()).isNotNull();
        assertThat(letter.lines()).isNotNull();
    }
}

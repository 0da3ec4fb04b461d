package dev.avow.operators.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.records.TextRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the lines that a provider answers with. */
class AnswersTest {

    private static final Model SMALL = Model.unpinned("openai", "small");

    private static String line(int request, String model, String fingerprint, String finish) {
        ObjectNode line = Calls.JSON.createObjectNode().put("custom_id", "record-" + request);
        ObjectNode body = line.putObject("response").put("status_code", 200).putObject("body");
        body.put("model", model);
        if (!fingerprint.isEmpty()) {
            body.put("system_fingerprint", fingerprint);
        }
        ObjectNode choice = body.putArray("choices").addObject().put("finish_reason", finish);
        choice.putObject("message").put("content", "Text " + request);
        body.putObject("usage").put("prompt_tokens", 3).put("completion_tokens", 2);
        return line + "\n";
    }

    private static Answers gathered(boolean keepCut, int records, String lines) throws ApiFault {
        Answers answers = new Answers(
                IntStream.rangeClosed(1, records)
                        .mapToObj(i -> new TextRecord("id-" + i, "text"))
                        .toList(),
                keepCut);
        answers.add(lines.getBytes(StandardCharsets.UTF_8));
        answers.gather();
        return answers;
    }

    private static String notes(Model declared, Answers answers) {
        return CanonicalJson.text(
                answers.counts().noted(OperatorResult.success(), declared).notes());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void sums_tokens_and_names_all_models_and_systems_that_answered() throws Exception {
        Answers answers = gathered(
                false,
                3,
                line(3, "small", "fp_b", "stop")
                        + line(1, "small-2026-01-01", "fp_a", "stop")
                        + line(2, "small", "fp_b", "stop"));

        assertThat(notes(SMALL, answers))
                .isEqualTo("{\"deviated\":false,\"input_tokens\":9,\"output_tokens\":6,"
                        + "\"response_model\":\"small, small-2026-01-01\",\"system_fingerprint\":\"fp_a, fp_b\"}");
    }

    @Test
    void notes_no_names_where_the_provider_gives_none() throws Exception {
        Answers answers = gathered(false, 1, line(1, "", "", "stop"));

        assertThat(notes(SMALL, answers)).isEqualTo("{\"input_tokens\":3,\"output_tokens\":2}");
    }

    @Test
    void notes_the_first_of_many_names_and_cuts_long_ones() throws Exception {
        String lines = IntStream.rangeClosed(1, 22)
                .mapToObj(i -> line(i, "small", "fp_" + (100 + i) + "x".repeat(200), "stop"))
                .collect(Collectors.joining());

        String notes = notes(SMALL, gathered(false, 22, lines));

        assertThat(notes).contains("\"fp_101" + "x".repeat(194) + "..., fp_102").endsWith("... and 2 more\"}");
        assertThat(notes).contains("fp_120").doesNotContain("fp_121");
    }

    /** The rule is that of chats. */
    @ParameterizedTest
    @CsvSource({
        "small, , small, false",
        "small, , small-2026-01-01, false",
        "small, , smaller, true",
        "small, 2026-01-01, small-2026-01-01, false",
        "small, 2026-01-01, small, true"
    })
    void notes_whether_another_model_answered_one_of_the_requests(
            String name, String version, String answered, boolean deviated) throws Exception {
        Model model = new Model("openai", name, Optional.ofNullable(version), Optional.empty());
        String asked = version == null ? name : name + "-" + version;

        Answers answers = gathered(false, 2, line(1, asked, "", "stop") + line(2, answered, "", "stop"));

        assertThat(notes(model, answers)).contains("\"deviated\":" + deviated);
    }

    @Test
    void keeps_a_cut_answer_where_it_may() throws Exception {
        Answers answers = gathered(true, 1, line(1, "small", "", "length"));

        assertThat(text(answers.answers()))
                .isEqualTo("{\"id\":\"id-1\",\"answer\":\"Text 1\",\"finish_reason\":\"length\"}\n");
        assertThat(answers.failed()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void takes_no_answer_that_the_provider_withheld_in_part(boolean keepCut) throws Exception {
        Answers answers = gathered(keepCut, 2, line(1, "small", "", "content_filter") + line(2, "small", "", "stop"));

        assertThat(text(answers.errors())).isEqualTo("{\"id\":\"id-1\",\"code\":\"content_filter\",\"status\":200}\n");
        assertThat(text(answers.answers()))
                .isEqualTo("{\"id\":\"id-2\",\"answer\":\"Text 2\",\"finish_reason\":\"stop\"}\n");
        assertThat(answers.isRetriable()).isFalse();
    }

    @Test
    void refuses_lines_that_cannot_be_of_the_batch() {
        String one = line(1, "small", "", "stop");
        List<String> messages = List.of(one + one, one + line(2, "small", "", "stop"), one + "{").stream()
                .map(lines -> catchThrowableOfType(ApiFault.class, () -> gathered(false, 1, lines))
                        .getMessage())
                .toList();

        assertThat(messages)
                .containsExactly(
                        "The batch API gave a file with two answers for one request",
                        "The batch API gave a file with answers for requests that were not in it",
                        "The batch API gave a file with a line that is no JSON");
    }
}

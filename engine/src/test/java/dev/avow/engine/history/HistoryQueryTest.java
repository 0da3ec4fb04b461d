package dev.avow.engine.history;

import static dev.avow.engine.history.HistoryQuery.runs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.testing.Rows;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.SpecDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query is the same whether code or text made it, and refuses what it does not know. */
class HistoryQueryTest {

    private static final Digest DIGEST = new Digest(Rows.digest("x"));

    @Test
    void text_and_code_make_the_same_query() {
        Map<String, String> text = new HashMap<>(Map.of(
                "job", "nightly",
                "task", "summarise",
                "state", "FAILED,TIMED_OUT",
                "waiting", "POOL",
                "from", "2026-01-05T03:00:00Z",
                "to", "2026-01-06T03:00:00Z",
                "executed", "true",
                "spec", DIGEST.text(),
                "model", "ollama/qwen2.5:3b",
                "submitter", "ann"));
        text.put("template", DIGEST.text());
        text.put("input", DIGEST.text());
        text.put("downstream", "true");

        HistoryQuery code = runs().job("nightly")
                .task("summarise")
                .state(RunState.FAILED, RunState.TIMED_OUT)
                .waiting(Waiting.POOL)
                .from(Instant.parse("2026-01-05T03:00:00Z"))
                .to(Instant.parse("2026-01-06T03:00:00Z"))
                .executed(true)
                .spec(SpecDigest.parse(DIGEST.text()))
                .model("ollama/qwen2.5:3b")
                .submitter("ann")
                .template(DIGEST)
                .input(DIGEST)
                .downstream();

        assertThat(HistoryQuery.parse(text)).isEqualTo(code).hasSameHashCodeAs(code);
        assertThat(text.keySet()).containsExactlyInAnyOrderElementsOf(HistoryQuery.names());
        assertThat(HistoryQuery.of("job", "nightly")).isEqualTo(runs().job("nightly"));
        assertThat(runs().job("x").state(RunState.FAILED)).hasToString("runs job=x state=FAILED");
    }

    @Test
    void an_unknown_filter_is_an_error_that_lists_the_known_ones() {
        assertThatThrownBy(() -> HistoryQuery.parse(Map.of("job", "x", "status", "FAILED")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Filter 'status' is not known. Use job, task, state, waiting, from, to, executed, input,"
                        + " downstream, template, spec, model, submitter.");
        assertThatThrownBy(() -> HistoryQuery.of("JOB", "x")).hasMessageStartingWith("Filter 'JOB' is not known.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state|DONE|Use one or more of DECLARED, RUNNING, RETRYING, SUCCEEDED, FAILED, TIMED_OUT, INTERRUPTED,"
                        + " CANCELLED, REJECTED, EXPIRED, separated by commas.",
                "state|FAILED,|Use one or more of DECLARED, RUNNING, RETRYING, SUCCEEDED, FAILED, TIMED_OUT,"
                        + " INTERRUPTED, CANCELLED, REJECTED, EXPIRED, separated by commas.",
                "from|yesterday|Use a moment such as 2026-01-05T03:00:00Z.",
                "executed|yes|Use true or false.",
                "input|abc|Use a digest: sha256: and 64 digits, 0 to 9 and a to f."
            })
    void a_value_that_a_filter_cannot_have_is_an_error(String name, String value, String remedy) {
        assertThatThrownBy(() -> HistoryQuery.of(name, value))
                .isInstanceOf(EngineException.class)
                .hasMessage("Filter '" + name + "' cannot be '" + value + "'. " + remedy)
                .hasNoCause();
    }

    @Test
    void a_filter_is_set_once() {
        HistoryQuery query = runs().job("a").state(RunState.FAILED, RunState.RUNNING);

        assertThatThrownBy(() -> query.job("b"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Filter 'job' is set already, to 'a'. Set it once.");
        assertThatThrownBy(() -> query.state(RunState.FAILED))
                .hasMessage("Filter 'state' is set already, to 'RUNNING,FAILED'. Set it once.");
        assertThat(query.toString()).isEqualTo("runs job=a state=RUNNING,FAILED");
    }

    @Test
    void a_moment_that_no_database_keeps_is_an_error() {
        assertThatThrownBy(() -> runs().from(Instant.MIN)).hasMessageEndingWith("Use one that is.");
        assertThatThrownBy(() -> HistoryQuery.of("to", "+99999-01-01T00:00:00Z"))
                .isInstanceOf(EngineException.class);
    }
}

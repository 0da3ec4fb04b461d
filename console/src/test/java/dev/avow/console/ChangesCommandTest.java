package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChangesCommandTest extends LookingContract {

    private static final String FIRST = "sha256:591a2e88ae963ca1dc25296ddf72c971c43f33a6f8d16dcff29a58d60e4b505d";
    private static final String SECOND = "sha256:065357276824c53a75e1b281639dc51ad50705b514ddada04281e68537e6d75d";
    private static final String OTHER = "sha256:0b984cf479b038823756ac5d86df7802123043d9939879a02567d60b47b07552";

    @Test
    void lists_what_changed_by_task() {
        Ran ran = avow("changes", "nightly");

        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        """
                Task 'measure':
                  2026-01-05T03:01:03Z
                    from spec       none: its first
                    to spec         %s
                    first identity  %s
                Task 'summarise':
                  2026-01-05T03:00:00Z
                    from spec       none: its first
                    to spec         %s
                    first identity  %s
                  2026-01-06T03:00:00Z
                    from spec       %s
                    to spec         %s
                    first identity  %s
                    /parameters/sentences
                      - 5
                      + 7
                """.formatted(OTHER, Sample.DOWNSTREAM, FIRST, Sample.RETRIED, FIRST, SECOND, Sample.CHANGED),
                        ""));
    }

    @Test
    void writes_one_json_document_oldest_first() throws IOException {
        Ran ran = avow("changes", "nightly", "--json");

        JsonNode changes = new ObjectMapper().readTree(ran.out()).get("changes");
        assertThat(changes)
                .extracting(change -> change.get("task").textValue())
                .containsExactly("summarise", "measure", "summarise");
        assertThat(changes.get(0).has("from")).isFalse();
        assertThat(changes.get(2)).hasToString("""
                {"task":"summarise","at":"2026-01-06T03:00:00Z","from":"%s","to":"%s","first":"%s",\
                "differences":[{"pointer":"/parameters/sentences","before":"5","after":"7"}],\
                "patch":[{"op":"replace","path":"/parameters/sentences","value":7}]}\
                """.formatted(FIRST, SECOND, Sample.CHANGED));
    }

    @Test
    void says_that_a_job_is_not_known() {
        assertThat(avow("changes", "weekly"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Job 'weekly' is not known in store '" + store.db()
                                + "'. See which are with 'avow jobs', or give another store with --db.\n"));
    }
}

package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCommandTest extends LookingContract {

    private static final String BEFORE_SECOND_SLOT = "2026-01-07T03:00:00Z_2026-01-07T03:00:00Z_1_" + Sample.DENIED;

    @Test
    void lists_the_runs_of_a_job_newest_first() {
        Ran ran = avow("history", "nightly");

        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        """
                IDENTITY                                                                 OCCASION                           TASK       STATE              ATTEMPTS  DURATION  SPEC          DECLARED AT
                %s  slot:default:2026-01-07T03:00:00Z  summarise  DECLARED (DENIED)  0         -         065357276824  2026-01-07T03:00:00Z
                %s  slot:default:2026-01-06T03:00:00Z  measure    SUCCEEDED          1         0s        0b984cf479b0  2026-01-06T03:00:01.500Z
                %s  slot:default:2026-01-06T03:00:00Z  summarise  SUCCEEDED          1         1.5s      065357276824  2026-01-06T03:00:00Z
                %s  slot:default:2026-01-05T03:00:00Z  measure    SUCCEEDED          1         0s        0b984cf479b0  2026-01-05T03:01:03Z
                %s  slot:default:2026-01-05T03:00:00Z  summarise  SUCCEEDED          2         1.5s      591a2e88ae96  2026-01-05T03:00:00Z
                """.formatted(
                                        Sample.DENIED,
                                        "sha256:eeaf409f847779b5ccdb6d87012b10ec332d13205577a9ba9ea9fbc2b275c9af",
                                        Sample.CHANGED,
                                        Sample.DOWNSTREAM,
                                        Sample.RETRIED),
                        ""));
    }

    @Test
    void writes_one_json_document_on_one_line() throws IOException {
        Ran ran = avow("history", "nightly", "--json");

        JsonNode document = json(ran);
        JsonNode denied = document.get("runs").get(0);
        assertThat(ran.out()).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(document.fieldNames()).toIterable().containsExactly("job", "runs");
        assertThat(document.get("runs")).hasSize(5);
        assertThat(denied.fieldNames())
                .toIterable()
                .containsExactly(
                        "identity",
                        "job",
                        "task",
                        "occasion",
                        "number",
                        "at",
                        "state",
                        "waiting",
                        "detail",
                        "attempts",
                        "spec",
                        "declaredAt");
        assertThat(denied.get("waiting").textValue()).isEqualTo("DENIED");
        assertThat(denied.get("detail").textValue()).contains("input 'tickets'", "\n  found:    sha256:");
        assertThat(document.get("runs").get(4).get("duration").textValue()).isEqualTo("PT1.5S");
    }

    @Test
    void gives_all_pages_together_what_one_big_page_gives() throws IOException {
        JsonNode whole = json(avow("history", "nightly", "--json")).get("runs");
        for (int limit = 1; limit <= 6; limit++) {
            assertThat(paged(limit)).containsExactlyElementsOf(whole);
        }
    }

    private static List<JsonNode> paged(int limit) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        List<String> command = new ArrayList<>(List.of("history", "nightly", "--json", "--limit", "" + limit));
        JsonNode next;
        do {
            JsonNode page = json(avow(command.toArray(String[]::new)));
            page.get("runs").forEach(all::add);
            assertThat(page.get("runs")).isNotEmpty();
            next = page.path("next");
            command = new ArrayList<>(command.subList(0, 5));
            command.addAll(List.of("--before", next.asText()));
        } while (!next.isMissingNode());
        return all;
    }

    @Test
    void ends_a_page_with_the_command_for_the_next_one() {
        Ran first = avow("history", "nightly", "--limit", "1");
        Ran last = avow("history", "nightly", "--limit", "4", "--before", BEFORE_SECOND_SLOT);

        assertThat(first.err())
                .isEqualTo("Next page: avow history nightly --limit 1 --db " + Shell.word(store.db()) + " --before "
                        + BEFORE_SECOND_SLOT + "\n");
        assertThat(last.err()).isEmpty();
        assertThat(last.out().lines()).hasSize(5);
    }

    @Test
    void lists_nothing_after_the_last_run() {
        Ran ran =
                avow("history", "nightly", "--before", "2026-01-01T00:00:00Z_2026-01-01T00:00:00Z_1_" + Sample.DENIED);

        assertThat(ran)
                .isEqualTo(new Ran(
                        0, "IDENTITY  OCCASION  TASK  STATE  ATTEMPTS  DURATION  SPEC  DECLARED AT\n", "None.\n"));
        assertThat(avow("history", "nightly", "--state", "REJECTED", "--csv").err())
                .isEmpty();
    }

    @Test
    void says_that_a_job_is_not_known() {
        String message = "Job 'weekly\\u001B[2J' is not known in store '" + store.db()
                + "'. See which are with 'avow jobs', or give another store with --db.\n";

        assertThat(avow("history", "weekly\u001b[2J")).isEqualTo(new Ran(1, "", message));
        assertThat(avow("history", "weekly\u001b[2J", "--json")).isEqualTo(new Ran(1, "", message));
    }

    @Test
    void refuses_a_limit_outside_its_bounds() {
        assertThat(avow("history", "nightly", "--limit", "0"))
                .isEqualTo(new Ran(2, "", "Limit 0 is not valid. Use 1 to 1000.\n"));
        assertThat(avow("history", "nightly", "--limit", "1001"))
                .isEqualTo(new Ran(2, "", "Limit 1001 is not valid. Use 1 to 1000.\n"));
        assertThat(avow("history", "nightly", "--limit", "ten"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Invalid value for option '--limit': 'ten' is not an int. Run 'avow history --help'.\n"));
    }

    @Test
    void refuses_a_cursor_that_no_page_gave() {
        assertThat(avow("history", "nightly", "--before", "yesterday\u001b"))
                .isEqualTo(new Ran(
                        2, "", "Cursor 'yesterday\\u001B' is not valid. Give one that a page before ended with.\n"));
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }
}

package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is deferred, and has more events than are shown. */
class DeferredRunTest extends LookingContract {

    private static final String UNTIL = "2026-01-07T05:00:00Z";

    private String identity = "";

    @BeforeEach
    void find() throws IOException {
        identity = json(avow("history", "waits", "--json"))
                .get("runs")
                .get(0)
                .get("identity")
                .textValue();
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.err()).isEmpty();
        return new ObjectMapper().readTree(ran.out());
    }

    private static List<String> kinds(JsonNode document) {
        return document.get("events").findValuesAsText("kind");
    }

    @Test
    void is_listed_with_when_it_goes_on() throws IOException {
        Ran table = avow("history", "waits");
        JsonNode document = json(avow("history", "waits", "--json"));

        assertThat(table.out().lines().skip(1).map(line -> line.replaceAll(" {2,}", "|")))
                .singleElement()
                .asString()
                .startsWith(identity + "|manual:k|poke|RUNNING (DEFERRED until " + UNTIL + ")|1|-|");
        JsonNode run = document.get("runs").get(0);
        assertThat(run.get("waiting").textValue()).isEqualTo("DEFERRED");
        assertThat(run.get("until").textValue()).isEqualTo(UNTIL);
    }

    @Test
    void is_shown_with_when_its_attempt_goes_on() {
        Ran ran = avow("show", identity);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().replaceAll("node [a-z0-9-]+", "node NODE")).contains("""
                        state       RUNNING (DEFERRED until 2026-01-07T05:00:00Z)
                        detail      Deferred until 2026-01-07T05:00:00Z.
                        attempts    1
                        """, """

                        Attempts:
                          1  DEFERRED  2026-01-07T03:00:00Z, goes on at 2026-01-07T05:00:00Z, node NODE
                             Deferred until 2026-01-07T05:00:00Z.

                        Events:
                        """);
    }

    @Test
    void is_shown_as_one_json_document_with_when_it_goes_on() throws IOException {
        JsonNode document = json(avow("show", identity, "--json"));

        assertThat(document.get("run").get("until").textValue()).isEqualTo(UNTIL);
        assertThat(document.get("attempts").get(0).get("state").textValue()).isEqualTo("DEFERRED");
        assertThat(document.has("earlierEvents")).isFalse();
        assertThat(kinds(document)).containsExactly("DECLARED", "CLAIMED", "DEFERRED", "CLAIMED", "DEFERRED");
    }

    @Test
    void is_shown_with_as_many_events_as_asked_for_and_how_to_see_earlier_ones() throws IOException {
        Ran newest = avow("show", identity, "--events", "2");
        String before = newest.err().strip().replaceAll(".* ", "");

        JsonNode document = json(avow("show", identity, "--events", "2", "--before", before, "--json"));

        assertThat(newest.code()).isZero();
        assertThat(newest.err())
                .isEqualTo("Earlier events: avow show " + identity + " --db " + Shell.word(store.db())
                        + " --events 2 --before " + before + "\n");
        assertThat(newest.out()).contains("\nEvents, after 3 earlier ones:\n  " + before + "  ");
        assertThat(kinds(document)).containsExactly("CLAIMED", "DEFERRED");
        assertThat(document.get("earlierEvents").longValue()).isEqualTo(1);
    }

    @Test
    void is_not_shown_with_a_number_of_events_outside_its_bounds() {
        assertThat(avow("show", identity, "--events", "0"))
                .isEqualTo(new Ran(2, "", "Limit 0 is not valid. Use 1 to 1000.\n"));
    }
}

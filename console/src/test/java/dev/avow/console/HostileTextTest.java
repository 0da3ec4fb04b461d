package dev.avow.console;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.Review;
import dev.avow.testing.FakeOperator;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text that somebody else chose is hostile: messages, keys, prompts, parameters, notes, comments. */
class HostileTextTest {

    /** A formula that also steers terminals, and ends cells, rows and lines. */
    private static final String HOSTILE =
            "=cmd|'/C calc'!A0\",\"x\r\n\u001b]0;x\u0007\u001b[2J\u202eevil\u009b1m\n@SUM(1)";

    /** One that fits on a line. */
    private static final String KEY = "=1+1\",\u202e\u2066x";

    @TempDir
    static Path directory;

    private static ManualEngine engine;
    private static String db;
    private static Identity failed;
    private static Identity rejected;

    @BeforeAll
    static void run() {
        db = directory.resolve("store").toString();
        FakeOperator say = FakeOperator.named("say")
                .does(run -> OperatorResult.failure(HOSTILE, false).note("note", new JsonString(HOSTILE)));
        engine = ManualEngine.on(Stores.embedded(Path.of(db)), Workshop.clock(), OperatorSource.of(List.of(say)));
        engine.start().avow().register(hostile("one"));
        engine.avow().trigger("hostile", JsonObject.empty(), request("first"));
        engine.executeDue();
        engine.avow().register(hostile(HOSTILE));
        failed = engine.avow()
                .trigger("hostile", JsonObject.empty(), request(KEY))
                .get("say");
        engine.executeDue();
        engine.avow()
                .register(job("reviewed")
                        .requireApproval(Approval.by("editor"))
                        .task("say", operator("say"))
                        .build());
        rejected = engine.avow()
                .trigger("reviewed", JsonObject.empty(), request(KEY))
                .get("say");
        engine.avow().reject(rejected, Review.by("ann", "editor").comment(HOSTILE));
    }

    private static Job hostile(String text) {
        return job("hostile")
                .task("say", operator("say").user(text + "\nlast line").parameter("text", text))
                .build();
    }

    private static ManualRequest request(String key) {
        return ManualRequest.by("=me\u202e").key(key);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static Ran avow(String... args) {
        return Ran.avow(Map.of("AVOW_DB", db), args);
    }

    static Stream<List<String>> listings() {
        return Stream.of(
                List.of("jobs"),
                List.of("history"),
                List.of("history", "hostile"),
                List.of("history", "--submitter", "=me\u202e", "--limit", "1"),
                List.of("changes", "hostile"),
                List.of("never-executed"),
                List.of("lineage", failed.toString()),
                List.of("stats"),
                List.of("upcoming"));
    }

    @ParameterizedTest
    @MethodSource("listings")
    void lets_nothing_through_that_could_steer_a_terminal(List<String> command) {
        for (String form : List.of("--json", "--csv", "--db=" + db)) {
            Ran ran = avow(Stream.concat(command.stream(), Stream.of(form)).toArray(String[]::new));

            assertThat(ran.code()).as(ran.err()).isZero();
            assertSafe(ran.out().replace("\r\n", "\n"));
            assertSafe(ran.err());
        }
    }

    @Test
    void shows_runs_safely_with_their_notes_and_comments() {
        assertSafe(avow("show", failed.toString()).out());
        assertSafe(avow("show", failed.toString(), "--json").out());
        assertSafe(avow("show", rejected.toString()).out());
        assertThat(avow("show", failed.toString()).out()).contains("     notes {\"note\":\"=cmd|'/C calc'!A0");
        assertThat(avow("show", rejected.toString()).out())
                .contains("\nApprovals:\n", "  REJECTED by ann as editor: =cmd");
    }

    private static void assertSafe(String out) {
        assertThat(out.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    }

    @ParameterizedTest
    @MethodSource("listings")
    void writes_no_cell_that_a_spreadsheet_takes_for_a_formula(List<String> command) throws IOException {
        Ran ran = avow(Stream.concat(command.stream(), Stream.of("--csv")).toArray(String[]::new));

        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(ran.out()))) {
            List<CSVRecord> rows = parser.getRecords();
            assertThat(rows).isNotEmpty().allSatisfy(row -> {
                assertThat(row.size()).isEqualTo(rows.get(0).size());
                assertThat(row.toList()).allSatisfy(cell -> assertThat(cell).doesNotContainPattern("^\\s*[=+@-]"));
            });
            assertThat(ran.out().lines()).hasSize(rows.size());
        }
    }

    @Test
    void keeps_the_text_behind_an_apostrophe() {
        assertThat(avow("history", "hostile", "--csv").out()).contains("\"'=cmd|'/C calc'!A0\"\",\"\"x\\u000D\\u000A");
    }

    @Test
    void compares_hostile_prompts_line_by_line() {
        String out = avow("changes", "hostile", "--color", "never").out();

        assertThat(out).contains("- one\n", "+ =cmd|'/C calc'!A0\",\"x\\u000D\n", "  last line\n");
        assertSafe(out);
    }

    @Test
    void paints_only_where_it_is_seen_and_wanted() {
        String red = "\u001b[31m- one\u001b[0m";
        Map<String, String> plain = Map.of("AVOW_DB", db);
        Map<String, String> noColor = Map.of("AVOW_DB", db, "NO_COLOR", "1");
        Map<String, String> dumb = Map.of("AVOW_DB", db, "TERM", "dumb");

        assertThat(Ran.atTerminal(plain, "changes", "hostile").out()).contains(red);
        assertThat(Ran.avow(plain, "changes", "hostile").out()).doesNotContain("\u001b");
        assertThat(Ran.atTerminal(noColor, "changes", "hostile").out()).doesNotContain("\u001b");
        assertThat(Ran.atTerminal(dumb, "changes", "hostile").out()).doesNotContain("\u001b");
        assertThat(Ran.atTerminal(plain, "changes", "hostile", "--color=never").out())
                .doesNotContain("\u001b");
        assertThat(Ran.avow(noColor, "changes", "hostile", "--color=always").out())
                .contains(red);
        assertThat(Ran.avow(plain, "changes", "hostile", "--color=red"))
                .isEqualTo(new Ran(2, "", "Color 'red' is not known. Give auto, always or never.\n"));
    }
}

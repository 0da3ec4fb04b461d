package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avow.engine.history.HistoryQuery;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;

class LookupCommandTest extends LookingContract {

    private static final String TICKETS = "sha256:45a5c62241eec841f042aee5ae4626a40ea31e8393aa44d0f9ce801d0325ae5d";
    private static final String SUMMARY = "sha256:d312681882947317b99bec244ba0aa8b880037ad0b539e9c2b2d0a1ee49cb112";
    private static final String SECOND_SPEC = "sha256:065357276824c53a75e1b281639dc51ad50705b514ddada04281e68537e6d75d";

    private static JsonNode json(String... args) throws IOException {
        Ran ran = avow(args);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }

    private static List<String> found(String... filters) throws IOException {
        List<String> line = new ArrayList<>(List.of("history", "--json"));
        line.addAll(List.of(filters));
        List<String> identities = new ArrayList<>();
        json(line.toArray(String[]::new))
                .get("runs")
                .forEach(run -> identities.add(run.get("identity").textValue()));
        return identities;
    }

    private static List<Map<String, String>> csv(String... args) throws IOException {
        Ran ran = avow(args);
        assertThat(ran.code()).isZero();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().get();
        try (CSVParser parser = format.parse(new StringReader(ran.out()))) {
            return parser.stream().map(row -> row.toMap()).toList();
        }
    }

    @Test
    void finds_runs_by_filters_of_which_all_must_hold() throws IOException {
        assertThat(found()).hasSize(6);
        assertThat(found("nightly", "--waiting", "DENIED")).containsExactly(Sample.DENIED);
        assertThat(found("--state", "DECLARED", "--submitter", "schedule")).containsExactly(Sample.DENIED);
        assertThat(found("--submitter", "ann", "--executed", "true")).hasSize(1);
        assertThat(found("--spec", SECOND_SPEC, "--state", "SUCCEEDED,FAILED")).containsExactly(Sample.CHANGED);
        assertThat(found("--since", "2026-01-06T03:00:00Z", "--until", "2026-01-07T03:00:00Z", "--task", "summarise"))
                .containsExactly(Sample.CHANGED);
        assertThat(found("--since", "2026-01-06", "--until", "2026-01-07", "--task", "summarise"))
                .containsExactly(Sample.CHANGED);
        assertThat(found("--input", TICKETS)).containsExactly(Sample.DENIED, Sample.CHANGED, Sample.RETRIED);
        assertThat(found("--input", SUMMARY)).contains(Sample.DOWNSTREAM).hasSize(2);
        assertThat(found("--model", "none")).isEmpty();
        assertThat(found("--template", TICKETS)).isEmpty();
    }

    @Test
    void finds_what_came_after_the_runs_that_saw_an_input() throws IOException {
        Ran direct = avow("history", "--input", TICKETS);
        Ran all = avow("history", "--input", TICKETS, "--downstream", "--limit", "4");

        assertThat(direct.out().lines()).hasSize(4);
        assertThat(direct.err())
                .isEqualTo("With what came after these runs: avow history --input " + TICKETS + " --db "
                        + Shell.word(store.db()) + " --downstream\n");
        assertThat(all.out().lines()).hasSize(5);
        assertThat(all.err()).startsWith("Next page: avow history --input " + TICKETS + " --downstream --limit 4 ");
        assertThat(found("--input", TICKETS, "--downstream")).hasSize(5).contains(Sample.DOWNSTREAM);
        assertThat(found("--input", TICKETS, "--downstream", "--task", "measure"))
                .hasSize(2)
                .contains(Sample.DOWNSTREAM);
        assertThat(avow("history", "--input", TICKETS, "--json").err()).isEmpty();
        assertThat(avow("history", "--downstream"))
                .isEqualTo(new Ran(
                        2, "", "Filter 'downstream' is set, and no input to go from. Set filter 'input' too.\n"));
    }

    @Test
    void says_in_the_same_words_everywhere_that_a_job_is_not_known() {
        Ran unknown = new Ran(
                1,
                "",
                "Job 'weekly' is not known in store '" + store.db()
                        + "'. See which are with 'avow jobs', or give another store with --db.\n");

        for (String verb : List.of("history", "changes", "never-executed", "upcoming", "stats", "verify")) {
            assertThat(avow(verb, "weekly")).as(verb).isEqualTo(unknown);
            assertThat(avow(verb, "--job", "weekly")).as(verb).isEqualTo(unknown);
        }
        assertThat(avow("report", "weekly", "-o", directory.resolve("no.html").toString()))
                .isEqualTo(unknown);
    }

    @Test
    void takes_a_job_as_a_parameter_or_as_an_option() {
        for (String verb : List.of("history", "changes", "never-executed")) {
            assertThat(avow(verb, "--job", "nightly")).as(verb).isEqualTo(avow(verb, "nightly"));
            assertThat(avow(verb, "nightly", "--job", "waits"))
                    .isEqualTo(new Ran(2, "", "Job is given twice, as 'nightly' and as 'waits'. Give it once.\n"));
        }
        assertThat(avow("changes")).isEqualTo(new Ran(2, "", "No job is given. Give the name of one.\n"));
    }

    @Test
    void lists_runs_of_all_jobs_with_their_jobs() {
        Ran ran = avow("history", "--submitter", "ann");

        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().findFirst().orElseThrow())
                .matches("IDENTITY +JOB +OCCASION +TASK +STATE +ATTEMPTS +DURATION +SPEC +DECLARED AT");
        assertThat(ran.out()).contains("  waits  manual:k  poke  RUNNING (DEFERRED until ");
    }

    @Test
    void repeats_all_filters_for_the_next_page() {
        Ran first = avow("history", "--task", "summarise", "--csv", "--limit", "1");
        String next = first.err().replaceFirst("Next page: avow history ", "").strip();

        assertThat(next)
                .startsWith(
                        "--task summarise --csv --limit 1 --db " + Shell.word(store.db()) + " --before 2026-01-07T");
    }

    @Test
    void refuses_filters_that_are_unknown_or_no_filter_can_be() {
        assertThat(avow("history", "--colour", "red").code()).isEqualTo(2);
        assertThat(avow("history", "--colour", "red").err())
                .startsWith("Unknown option")
                .contains("--colour");
        assertThat(avow("history", "--state", "DONE\u001b").err())
                .startsWith("Filter 'state' cannot be 'DONE\\u001B'. Use one or more of ");
        assertThat(avow("history", "--state", "NOPE").err())
                .isEqualTo("Filter 'state' cannot be 'NOPE'. Use one or more of DECLARED, RUNNING, RETRYING, SUCCEEDED,"
                        + " FAILED, TIMED_OUT, INTERRUPTED, CANCELLED, REJECTED, EXPIRED, separated by commas.\n");
        assertThat(avow("history", "--since", "yesterday").code()).isEqualTo(2);
        assertThat(avow("history", "--json", "--csv"))
                .isEqualTo(new Ran(2, "", "Options --json and --csv exclude each other. Give one of them.\n"));
    }

    @Test
    void has_an_option_for_each_filter() {
        String help = avow("history", "--help").out();

        assertThat(HistoryQuery.names())
                .filteredOn(name -> !List.of("job", "from", "to", "downstream").contains(name))
                .allSatisfy(name -> assertThat(help).contains("--" + name + "="));
        assertThat(help).contains("--job=", "--since=", "--until=", "--downstream");
    }

    @Test
    void writes_runs_as_csv_with_whole_digests() throws IOException {
        List<Map<String, String>> runs = csv("history", "nightly", "--csv");

        assertThat(runs).hasSize(5);
        assertThat(runs.get(0))
                .containsEntry("identity", Sample.DENIED)
                .containsEntry("job", "nightly")
                .containsEntry("waiting", "DENIED")
                .containsEntry("duration", "")
                .containsEntry("attempts", "0")
                .containsEntry("spec", SECOND_SPEC);
        assertThat(runs.get(0).get("detail")).contains("\\u000A  found:    sha256:");
        assertThat(avow("history", "nightly", "--csv").out()).endsWith("\r\n");
    }

    @Test
    void writes_jobs_and_changes_as_csv() throws IOException {
        assertThat(csv("jobs", "--csv").get(0))
                .containsEntry("name", "nightly")
                .containsEntry("denied", "1")
                .containsEntry("last", Sample.DENIED);
        assertThat(csv("changes", "nightly", "--csv"))
                .hasSize(3)
                .last()
                .satisfies(change -> assertThat(change)
                        .containsEntry("pointer", "/parameters/sentences")
                        .containsEntry("before", "5")
                        .containsEntry("after", "7"));
    }

    @Test
    void lists_candidates_for_a_content() throws IOException {
        JsonNode candidates = json("candidates", SUMMARY, "--json").get("candidates");

        assertThat(candidates).hasSize(2);
        assertThat(candidates.get(1).get("identity").textValue()).isEqualTo(Sample.RETRIED);
        assertThat(candidates.get(1).get("attempt").intValue()).isEqualTo(2);
        assertThat(avow("candidates", TICKETS).out().lines()).hasSize(1);
        assertThat(avow("candidates", "x").code()).isEqualTo(2);
        assertThat(avow("candidates", SUMMARY, "--limit", "1").err())
                .startsWith("Next page: avow candidates " + SUMMARY + " --limit 1 --db ");
    }

    @Test
    void says_why_runs_were_never_executed() throws IOException {
        JsonNode items = json("never-executed", "nightly", "--json").get("neverExecuted");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("kind").textValue()).isEqualTo("DENIED");
        assertThat(items.get(0).get("reason").textValue()).isEqualTo("INPUT_CHANGED");
        assertThat(items.get(0).get("message").textValue()).contains("\n  found:    sha256:");
        assertThat(avow("never-executed").out())
                .contains("KIND ", "Restore the declared file, or declare the run again.\n")
                .doesNotContain("found:");
        assertThat(avow("never-executed", "waits").code()).isZero();
        assertThat(avow("never-executed", "weekly").err())
                .startsWith("Job 'weekly' is not known in store '" + store.db() + "'. See which are");
    }

    @Test
    void lists_the_runs_before_and_after_a_run() throws IOException {
        Ran after = avow("lineage", Sample.RETRIED);
        JsonNode before = json("lineage", Sample.DOWNSTREAM, "--upstream", "--depth", "5", "--json");
        String nobody = "sha256:" + "0".repeat(64);

        assertThat(after.out().lines().skip(1))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .matches("downstream +1 +" + Sample.DOWNSTREAM
                                + " +nightly +measure +slot:default:2026-01-05T03:00:00Z +SUCCEEDED +"
                                + Sample.RETRIED));
        assertThat(before.get("runs")).hasSize(1);
        assertThat(before.get("runs").get(0).get("identity").textValue()).isEqualTo(Sample.RETRIED);
        assertThat(before.fieldNames()).toIterable().containsExactly("identity", "upstreamComplete", "runs");
        assertThat(avow("lineage", nobody).code()).isEqualTo(1);
        assertThat(avow("lineage", nobody).err()).startsWith("No run has the identity " + nobody);
        assertThat(avow("lineage", Sample.DENIED, "--depth", "0").code()).isEqualTo(2);
    }

    @Test
    void lists_the_next_slots_of_a_job() throws IOException {
        Ran table = avow("upcoming", "nightly", "--since", "2026-01-08T03:00:00Z", "--limit", "2");
        JsonNode all = json("upcoming", "--since", "2026-01-08T03:00:00Z", "--limit", "1", "--json");

        assertThat(table.out()).isEqualTo("""
                AT                    JOB      SCHEDULE  OCCASION                           DECIDED  RUNS
                2026-01-08T03:00:00Z  nightly  default   slot:default:2026-01-08T03:00:00Z  no       -
                2026-01-09T03:00:00Z  nightly  default   slot:default:2026-01-09T03:00:00Z  no       -
                """);
        assertThat(all.get("slots")).hasSize(1);
        assertThat(avow("upcoming", "weekly").code()).isEqualTo(1);
        assertThat(avow("upcoming", "--since", "soon"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Option --since cannot be 'soon'. Give a moment such as 2026-01-05T03:00:00Z, or a day such as"
                                + " 2026-01-05, which begins at midnight in UTC.\n"));
    }

    @Test
    void counts_what_became_of_a_jobs_runs() throws IOException {
        String[] span = {"--since", "2026-01-05T00:00:00Z", "--until", "2026-01-08T00:00:00Z"};
        Ran one = avow("stats", "nightly", span[0], span[1], span[2], span[3]);
        Map<String, String> row =
                csv("stats", "--csv", span[0], span[1], span[2], span[3]).get(0);
        JsonNode json = json("stats", "nightly", "--json", span[0], span[1], span[2], span[3]);

        assertThat(one.out())
                .containsPattern("(?m)^runs +5$")
                .containsPattern("(?m)^succeeded +4$")
                .containsPattern("(?m)^timedOut +0$")
                .containsPattern("(?m)^attempts +5$")
                .containsPattern("(?m)^durationMax +1\\.5s$")
                .containsPattern("(?m)^denials +INPUT_CHANGED 1$");
        assertThat(row)
                .containsEntry("job", "nightly")
                .containsEntry("declared", "1")
                .containsEntry("durationMax", "PT1.5S");
        assertThat(json.get("jobs").get(0).get("runs")).hasToString("{\"DECLARED\":1,\"SUCCEEDED\":4}");
        assertThat(json.get("jobs").get(0).get("denials")).hasToString("{\"INPUT_CHANGED\":1}");
        assertThat(avow("stats", "nightly", "--since", span[3], "--until", span[1])
                        .code())
                .isEqualTo(2);
        assertThat(avow("stats", "weekly").code()).isEqualTo(1);
    }
}

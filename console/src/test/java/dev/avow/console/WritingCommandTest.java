package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change something, on a store that an engine works on; each test has requests of its own. */
class WritingCommandTest {

    private static Workshop shop;

    @TempDir
    static Path directory;

    @BeforeAll
    static void open() {
        shop = Workshop.open(directory);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static List<RunView> runs(String job, String occasion) {
        return shop.engine.avow().history().occasion(job, occasion);
    }

    private static String triggered(String job, String request) {
        Ran ran = shop.avow("trigger", job, "--request", request, "--yes");
        assertThat(ran.code()).as(ran.err()).isZero();
        return runs(job, "manual:" + request).get(0).identity().toString();
    }

    @Test
    void says_what_it_will_do_and_does_it_if_the_person_agrees() {
        String[] trigger = {"trigger", "nightly", "--param", "count=7", "--request", "asked"};

        Ran nobody = shop.avow(trigger);
        Ran no = shop.typing("n", trigger);
        Ran end = shop.typing("", trigger);
        List<RunView> before = runs("nightly", "manual:asked");
        Ran yes = shop.typing("y", trigger);

        String identity = runs("nightly", "manual:asked").get(0).identity().toString();
        String plan =
                "Trigger of job 'nightly' for ann, request 'asked', params {\"count\":7}:\n  summarise  " + identity
                        + "  would be declared\n  then, as their trigger rules say, with identities that are not known yet:"
                        + " measure\n";
        assertThat(nobody)
                .isEqualTo(new Ran(
                        2,
                        plan,
                        "Do it? [y/N] Nothing was done: this is no terminal where somebody could be asked."
                                + " Give --yes to do it.\n"));
        assertThat(no).isEqualTo(new Ran(1, plan, "Do it? [y/N] Nothing was done.\n"));
        assertThat(end.code()).isEqualTo(1);
        assertThat(before).isEmpty();
        assertThat(yes)
                .isEqualTo(new Ran(
                        0,
                        plan + "Job 'nightly' is triggered, request 'asked':\n  summarise  " + identity + "\n",
                        "Do it? [y/N] "));
    }

    @Test
    void only_plans_if_that_is_asked_and_makes_a_request_key() throws IOException {
        Ran plan = shop.avow("trigger", "nightly", "--dry-run");
        JsonNode json = json(shop.avow("trigger", "nightly", "--dry-run", "--json"));

        assertThat(plan.code()).isZero();
        assertThat(plan.out()).containsPattern("request 'cli-[0-9a-f]{16}'");
        assertThat(json.get("state").textValue()).isEqualTo("PLANNED");
        assertThat(json.get("by").textValue()).isEqualTo("ann");
        assertThat(json.at("/plan/data/tasks/0/task").textValue()).isEqualTo("summarise");
        assertThat(json.at("/plan/data/then/0").textValue()).isEqualTo("measure");
    }

    @Test
    void declares_nothing_twice_for_the_same_request() throws IOException {
        String identity = triggered("nightly", "twice");

        JsonNode again = json(shop.avow("trigger", "nightly", "--request", "twice", "--yes", "--json"));
        Ran other = shop.avow("trigger", "nightly", "--request", "twice", "-p", "count=1", "--yes", "--json");

        assertThat(again.get("state").textValue()).isEqualTo("DONE");
        assertThat(again.at("/answer/data/declared/summarise").textValue()).isEqualTo(identity);
        assertThat(again.get("plan").toString()).contains("is declared already: nothing would be done");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).startsWith("Request refused, REQUEST_REUSED: 'manual:twice' of job 'nightly'");
        assertThat(new ObjectMapper().readTree(other.out()).get("state").textValue())
                .isEqualTo("REFUSED");
    }

    @Test
    void needs_a_named_user() {
        assertThat(shop.with(shop.engine::commands, Optional.empty(), Map.of(), "pause", "nightly", "--yes"))
                .isEqualTo(new Ran(2, "", "Nobody is named who asks. Say it with --as NAME, or set AVOW_USER.\n"));
        assertThat(shop.avow("pause", "nightly", "--yes", "--as", "a\u202eb"))
                .isEqualTo(new Ran(
                        2, "", "User 'a\\u202Eb' is not valid. Give a name of 1 to 200 printable characters.\n"));
        assertThat(shop.avow("pause", "nightly", "--yes", "--as", "").code()).isEqualTo(2);
    }

    @Test
    void refuses_what_the_engine_does_not_have() {
        String nobody = "sha256:" + "0".repeat(64);

        assertThat(shop.avow("trigger", "weekly", "--yes"))
                .isEqualTo(new Ran(1, "", "Job 'weekly' is not registered. Register it with register(job).\n"));
        assertThat(shop.avow("rerun", nobody, "--yes"))
                .isEqualTo(new Ran(
                        1, "", "No run has the identity " + nobody + ". Look it up in the history of its job.\n"));
        assertThat(shop.avow("cancel", "sha256:12", "--yes"))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "Identity 'sha256:12' is not of the form sha256:<64 lower-case hex digits>."
                                        + " Give all of it, as 'avow history JOB' prints it, or its first 8 digits or more.\n"));
        assertThat(shop.avow("trigger", "nightly", "-p", "count=many", "--yes").err())
                .isEqualTo("Params of job 'nightly' are not valid: 'count' is \"many\", which is not an integer."
                        + " Give the params that the job defines.\n");
        assertThat(shop.avow("pause", "nightly", "--wait", "0").err())
                .isEqualTo("Wait of 0 s is not valid. Give 1 to 86400 seconds.\n");
    }

    @Test
    void withdraws_what_no_engine_takes_so_that_it_is_never_carried_out() {
        Ran ran = shop.with(
                () -> {}, Optional.empty(), Map.of("AVOW_USER", "ann"), "pause", "nightly", "--yes", "--wait", "2");
        shop.engine.commands();

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "No engine took the command within 2 s, and it is withdrawn: nothing was done. Check that the"
                                + " program that runs the store is alive, or give it longer with --wait.\n"));
        assertThat(paused()).isFalse();
    }

    private static boolean paused() {
        return shop.engine.avow().history().jobs().get(0).paused();
    }

    @Test
    void says_that_the_outcome_is_not_known_where_an_engine_dies_after_it_took_the_command() {
        int[] looks = {0};
        Runnable dies = () -> {
            if (looks[0]++ == 0) {
                shop.engine.commands();
            }
            shop.engine
                    .store()
                    .writeOnly(session -> session.commands()
                            .pending(9)
                            .forEach(command -> session.commands().take(command.id(), "dead")));
        };

        Ran ran = shop.with(
                dies, Optional.empty(), Map.of("AVOW_USER", "ann"), "pause", "nightly", "--yes", "--wait", "2");
        shop.engine.commands();

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err())
                .isEqualTo("An engine took the command and has not answered within 2 s: what came of it is not known.\n"
                        + "Look what came of it before you repeat it: avow jobs --db " + Shell.word(shop.db)
                        + "\n");
        assertThat(paused()).isFalse();
    }

    @Test
    void pauses_and_resumes_a_job_and_lists_it() throws IOException {
        Ran pause = shop.avow("pause", "--job", "nightly", "--yes");
        Ran jobs = shop.avow("jobs");
        JsonNode json = json(shop.avow("jobs", "--json"));
        Ran resume = shop.avow("resume", "nightly", "--yes");

        assertThat(pause.out())
                .startsWith("Job 'nightly' is not paused; runs: 0 running, ")
                .contains("Pause would let no attempt of it start, on any node;");
        assertThat(jobs.out().lines().toList().get(0))
                .startsWith("JOB")
                .contains("PAUSED  RUNNING  WAITING  DENIED  LAST RUN");
        assertThat(jobs.out().lines().toList().get(1))
                .startsWith("nightly")
                .contains("yes")
                .endsWith("default decided to 2026-01-05T02:59:00Z");
        assertThat(json.at("/jobs/0/paused").booleanValue()).isTrue();
        assertThat(json.at("/jobs/0/schedules/0/name").textValue()).isEqualTo("default");
        assertThat(resume.code()).isZero();
        assertThat(paused()).isFalse();
    }

    @Test
    void reruns_and_cancels_a_run_and_declares_it_anew() {
        String identity = triggered("nightly", "again");
        Ran cancel = shop.avow("cancel", identity, "--yes");
        Ran rerun = shop.avow("rerun", identity.substring(7, 19), "--yes");
        Ran release = shop.avow("release", identity, "--yes");
        Ran same = shop.avow("redeclare", "nightly", "manual:again", "--task", "summarise", "--yes");

        assertThat(cancel.out()).contains("Cancel would end it at once;", "Run is cancelled.");
        assertThat(rerun.out()).contains("Rerun is admitted as attempt 1.");
        assertThat(release.err()).startsWith("Release refused: " + identity + " is DECLARED.");
        assertThat(same.code()).isEqualTo(1);
        assertThat(same.err()).startsWith("Redeclaration refused: ").endsWith("to execute it again.\n");
    }

    @Test
    void approves_and_rejects_after_showing_what_is_new() {
        String first = triggered("reviewed", "one");
        String second = triggered("reviewed", "two");

        Ran approve = shop.avow("approve", first, "--role", "editor", "--comment", "fine", "--yes");
        Ran reject = shop.avow("reject", second, "--role", "editor", "--yes");
        Ran without = shop.avow("reject", second, "--yes");

        assertThat(approve.out())
                .contains("No run of this task was approved before.", "Run is approved by ann; it will be attempt 1.");
        assertThat(reject.out())
                .contains("Since the last approved run of this task, " + first, "/occasion/request", "Run is rejected");
        assertThat(runs("reviewed", "manual:two")).extracting(RunView::state).containsExactly(RunState.REJECTED);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).startsWith("Missing required option: '--role=ROLE'");
    }

    @Test
    void previews_the_bytes_that_would_be_declared() throws IOException {
        Ran slot = shop.avow("preview", "nightly", "slot:default:2025-11-01T03:00:00Z");
        JsonNode manual = json(shop.avow("preview", "nightly", "--request", "later", "--json"));
        Ran both = shop.avow("preview", "nightly", "slot:default:2025-11-01T03:00:00Z", "-p", "count=1");

        String identity = manual.at("/plan/data/tasks/0/identity").textValue();
        assertThat(slot.out()).contains("which is not declared\n{\"avow\":\"declaration/v1\"");
        assertThat(runs("nightly", "manual:later")).isEmpty();
        assertThat(triggered("nightly", "later")).isEqualTo(identity);
        assertThat(both.code()).isEqualTo(2);
    }

    @Test
    void backfills_and_follows_and_cancels() throws IOException {
        String[] backfill = {
            "backfill", "nightly", "--from", "2025-12-01T00:00:00Z", "--to", "2025-12-02T12:00:00Z", "--yes"
        };
        Runnable works = () -> {
            shop.engine.commands();
            shop.engine.fireDue();
        };
        Ran followed = shop.with(
                works,
                Optional.empty(),
                Map.of("AVOW_USER", "ann"),
                "backfill",
                "nightly",
                "--from",
                "2025-12-01T00:00:00Z",
                "--to",
                "2025-12-02T12:00:00Z",
                "--request",
                "followed",
                "--follow",
                "--yes");
        Ran started = shop.avow(backfill);
        String id = started.out().replaceAll("(?s).*Backfill '(cli-[0-9a-f]{16})' is started.*", "$1");
        Ran status = shop.avow("backfill", "status", "followed");
        JsonNode json = json(shop.avow("backfill", "status", id, "--json"));
        Ran cancel = shop.avow("backfill", "cancel", id, "--yes");
        Ran none = shop.avow("backfill", "status", "nowhere");
        Ran half = shop.avow("backfill", "nightly", "--from", "2025-12-01T00:00:00Z");

        assertThat(followed.code()).isZero();
        assertThat(followed.out())
                .contains(": 2 slots, at most 1 active at once.", "Backfill 'followed' is started.")
                .endsWith("Backfill 'followed' of job 'nightly' is DONE, decided to 2025-12-02T03:00:00Z: 2 slots"
                        + " declared, 0 declared before, 0 refused; 0 active.\n");
        assertThat(followed.out()).endsWith(status.out());
        assertThat(started.err())
                .isEqualTo("How far it is: avow backfill status " + id + " --db " + Shell.word(shop.db) + "\n");
        assertThat(json.get("state").textValue()).isEqualTo("RUNNING");
        assertThat(cancel.out()).endsWith("' is cancelled. Runs that it has declared go on.\n");
        assertThat(none.code()).isEqualTo(1);
        assertThat(half.err())
                .isEqualTo("Backfill lacks a part. Give the span's last moment with --to."
                        + " Run 'avow backfill --help'.\n");
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).containsOnlyOnce("\n");
        return new ObjectMapper().readTree(ran.out());
    }
}

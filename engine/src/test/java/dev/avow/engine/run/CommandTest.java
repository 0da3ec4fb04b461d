package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Bytes;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.db.Owners.OwnerRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.CommandDesk.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What people ask of an engine through its store is planned, carried out once, and answered. */
class CommandTest extends CommandContract {

    private void reviewed(String prompt) {
        avow().register(job("reviewed")
                .schedule(cron("0 0 3 * * ?"))
                .requireApproval(Approval.by("editor"))
                .task("summarise", operator("summarise").user(prompt))
                .build());
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void refuses_what_cannot_be_done_and_says_why() {
        nightly(5);
        Identity nobody = Identity.of(new byte[0]);
        JsonObject.Builder bad = with("job", "nightly")
                .put("request", "k")
                .put("params", params("count", "11", "strict", "yes", "tone", "dry"));
        int before = events();

        assertThat(List.of(
                        command(false, "trigger", with("job", "weekly").put("request", "k")),
                        command(false, "trigger", bad),
                        command(false, "trigger", with("job", "nightly")),
                        command(false, "rerun", on(nobody)),
                        command(true, "cancel", with("identity", "sha256:12")),
                        command(true, "explode", with("job", "nightly")),
                        command(true, "pause", with("job", "weekly")),
                        command(true, "redeclare", with("job", "nightly").put("occasion", SLOT)),
                        command(true, "backfill-cancel", with("id", "december"))))
                .allSatisfy(answer -> assertThat(answer.state()).isEqualTo(CommandState.REFUSED))
                .extracting(Answer::text)
                .containsExactly(
                        "Job 'weekly' is not registered. Register it with register(job).",
                        "Params of job 'nightly' are not valid: 'tone' is no param of it; it has count, language, strict,"
                                + " weight; 'count' is 11, which is not an integer from 1 to 10; 'strict' is \"yes\","
                                + " which is not true or false. Give the params that the job defines.",
                        "Argument 'request' of the command is missing, or no text. Give it as docs/commands.md says.",
                        "No run has the identity " + nobody + ". Look it up in the history of its job.",
                        "Argument 'identity' of the command is 'sha256:12', and no identity. Give it as"
                                + " docs/commands.md says.",
                        "Command 'explode' is not known to this engine. It knows: approve, backfill, backfill-cancel,"
                                + " cancel, pause, preview, redeclare, reject, release, rerun, resume, trigger.",
                        "Job 'weekly' is neither registered nor in the store. Check its name, or register it with"
                                + " register(job).",
                        "Job 'nightly' has no decided occasion '" + SLOT + "'. Give one that its history shows, such as"
                                + " slot:NAME:2026-01-05T03:00:00Z.",
                        "No backfill has the id 'december'. Look it up in the history of its job.");
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void refuses_a_command_of_nobody_and_one_that_is_no_json() {
        nightly(5);
        Bytes job = Bytes.of("{\"job\":\"nightly\"}".getBytes(StandardCharsets.UTF_8));
        String nobody = desk.submit("pause", job, "a\u202eb", false);
        String torn = desk.submit("pause", Bytes.of(new byte[] {'{'}), "ann", false);

        manual.commands();

        assertThat(desk.answer(nobody))
                .isEqualTo(new Answer(
                        CommandState.REFUSED,
                        List.of("User 'a\\u202Eb' is not valid. Give a name of 1 to 200 printable characters."),
                        JsonObject.empty()));
        assertThat(desk.answer(torn).state()).isEqualTo(CommandState.REFUSED);
        assertThat(avow().history().runs("nightly", 1).items()).isEmpty();
        assertThat(store.<List<String>>read(session -> session.jobs().paused())).isEmpty();
    }

    @Test
    void carries_out_no_command_that_was_withdrawn_or_that_another_engine_took_before_it_died() {
        nightly(5);
        String withdrawn = desk.submit(false, "pause", with("job", "nightly").build());
        String taken = desk.submit(false, "pause", with("job", "nightly").build());
        store.writeOnly(session -> {
            session.commands().withdraw(withdrawn);
            session.commands().take(taken, "dead node");
        });

        manual.commands();

        assertThat(store.<List<String>>read(session -> session.jobs().paused())).isEmpty();
        assertThat(desk.fate(withdrawn).orElseThrow().answer()).isEmpty();
        assertThat(desk.fate(taken).orElseThrow().answer()).isEmpty();
        assertThat(store.<Integer>read(session -> session.commands().pending(10).size()))
                .isZero();
    }

    @Test
    void says_that_it_is_not_known_whether_a_command_was_carried_out_that_failed() {
        nightly(5);
        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.close();
        DisturbedStore disturbed = new DisturbedStore(store);
        manual = ManualEngine.on(disturbed, clock, OperatorSource.of(List.of(summarise, measure)))
                .start();
        nightly(5);
        String id = desk.submit(
                false, "rerun", on(run("nightly", "summarise").identity()).build());

        disturbed.refuseNextConnection();
        manual.commands();

        assertThat(desk.answer(id).state()).isEqualTo(CommandState.FAILED);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void sends_an_answer_later_that_could_not_be_stored_and_does_nothing_twice() {
        manual.close();
        AtomicInteger writes = new AtomicInteger(Integer.MIN_VALUE);
        Store failing = new Unclosed(store) {
            @Override
            public <T> T write(Function<Session, T> work) {
                if (writes.incrementAndGet() == 3) {
                    throw new StoreException("The database is down.");
                }
                return super.write(work);
            }
        };
        manual = ManualEngine.on(failing, clock, OperatorSource.of(List.of(summarise, measure)))
                .start();
        nightly(5);
        int before = events();
        String id = desk.submit(false, "pause", with("job", "nightly").build());

        writes.set(0);
        manual.commands();
        Optional<AnswerRow> none = desk.fate(id).orElseThrow().answer();
        manual.commands();

        assertThat(none).isEmpty();
        assertThat(desk.answer(id).state()).isEqualTo(CommandState.DONE);
        assertThat(events()).isEqualTo(before + 1);
    }

    @Test
    void takes_no_command_once_another_engine_owns_the_store() {
        nightly(5);
        String id = desk.submit(false, "pause", with("job", "nightly").build());
        store.writeOnly(session -> {
            OwnerRow old = session.owners().find().orElseThrow();
            session.owners()
                    .replace(old, new OwnerRow("other", "other", old.pid(), old.since(), old.checkIn(), old.beat()));
        });

        manual.commands();

        assertThat(desk.fate(id)).isEmpty();
    }

    @Test
    void tells_in_events_who_asked() {
        nightly(5);
        act("pause", with("job", "nightly"));
        String paused = lastEvent("PAUSED");
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Answer resume = plan("resume", with("job", "nightly"));
        act("resume", with("job", "nightly"));
        manual.fireDue();
        Identity identity = run("nightly", "summarise").identity();
        Answer rerun = plan("rerun", on(identity));
        Answer rerunDone = act("rerun", on(identity));
        Answer cancel = plan("cancel", on(identity));
        Answer cancelled = act("cancel", on(identity));

        assertThat(paused).isEqualTo("{\"by\":\"ann\"}");
        assertThat(lastEvent("RESUMED")).isEqualTo("{\"by\":\"ann\"}");
        assertThat(resume.lines())
                .containsExactly(
                        "Job 'nightly' is paused; runs: 0 running, 1 waiting, 1 of them for it to be resumed.",
                        "Resume would admit the 1 runs that wait for that, oldest occasion first.");
        assertThat(rerun.lines())
                .containsExactly(
                        "Run " + identity + ":",
                        "  job        nightly",
                        "  task       summarise",
                        "  occasion   " + SLOT,
                        "  state      SUCCEEDED, attempts: 1",
                        "Rerun would execute its old declaration again, as attempt 2.");
        assertThat(rerunDone.lines().get(0)).isEqualTo("Rerun is admitted as attempt 2.");
        assertThat(cancel.lines()).endsWith("Cancel would end it at once; attempt 2 would never start.");
        assertThat(cancelled.lines()).startsWith("Run is cancelled.");
        assertThat(lastEvent("RERUN")).isEqualTo("{\"by\":\"ann\"}");
        assertThat(lastEvent("CANCEL_REQUESTED")).isEqualTo("{\"by\":\"ann\"}");
        assertThat(manual.fireDue()).isZero();
    }

    @Test
    void releases_a_denied_run_in_somebodys_name_and_marks_one_that_runs() {
        nightly(5);
        clock.set("2026-01-05T03:00:00Z");
        manual.declareDue();
        Identity identity = run("nightly", "summarise").identity();
        FakeOperator newer = FakeOperator.of("summarise", "2");
        manual.close();
        manual = engine(newer, measure).start();
        manual.fireDue();
        assertThat(run("nightly", "summarise").waiting()).isPresent();

        Answer plan = plan("release", on(identity));
        manual.close();
        manual = engine(summarise, measure).start();
        act("release", on(identity));
        summarise.does(run -> {
            Answer running = plan("cancel", on(identity));
            assertThat(running.text()).contains("Cancel would interrupt attempt 1, on its node at the next check-in");
            return OperatorResult.success();
        });
        manual.fireDue();

        assertThat(plan.text()).contains("Release would let it try the gate again, as attempt 1.");
        assertThat(lastEvent("RELEASED")).isEqualTo("{\"by\":\"ann\"}");
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(plan("release", on(identity)).state()).isEqualTo(CommandState.REFUSED);
        assertThat(plan("cancel", on(identity)).text())
                .isEqualTo("Cancel refused: " + identity
                        + " is SUCCEEDED. Only a run that has not ended can be cancelled.");
    }

    @Test
    void shows_a_reviewer_what_is_new_before_they_decide() {
        reviewed("Go.");
        manual.declareDue();
        Identity first = runs("reviewed").get(0).identity();
        Answer wrong = plan("approve", on(first).put("role", "boss"));
        act("approve", on(first).put("role", "editor").put("comment", "fine"));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        reviewed("Stop.");
        manual.fireDueAt("2026-01-06T03:00:00Z");
        Identity second = runs("reviewed").get(0).identity();

        Answer plan = plan("approve", on(second).put("role", "editor"));
        Answer reject = plan("reject", on(second).put("role", "editor"));
        act("reject", on(second).put("role", "editor").put("comment", "no"));

        assertThat(wrong.text()).contains("needs somebody of role 'editor', and ann acts as 'boss'");
        assertThat(detail(first).events().get(1).body()).contains("\"by\":\"ann\"", "\"comment\":\"fine\"");
        assertThat(plan.text())
                .contains(
                        "Since the last approved run of this task, " + first + ":",
                        "\"Go.\"",
                        "\"Stop.\"",
                        "Approve would admit it as it is declared, in the name of ann, as 'editor'.");
        assertThat(plan.data().find("approved")).isPresent();
        assertThat(reject.text()).contains("Reject would end it for good");
        assertThat(runs("reviewed").get(0).state()).isEqualTo(RunState.REJECTED);
    }
}

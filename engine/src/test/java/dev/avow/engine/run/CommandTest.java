package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.db.Bytes;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Owners.OwnerRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.dsl.PromptText;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.BackfillView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.CommandDesk.Answer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask of an engine through its store is planned, carried out once, and answered. */
class CommandTest extends EngineContract {

    private static final String SLOT = "slot:default:2026-01-05T03:00:00Z";

    private CommandDesk desk;

    @BeforeEach
    void open() {
        desk = new CommandDesk(store);
    }

    private void nightly(int sentences) {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .param("language", Param.text().orElse("en"))
                .param("count", Param.integer().between(1, 10).orElse(3))
                .param("strict", Param.flag().orElse(false))
                .param("weight", Param.decimal().orElse("0.5"))
                .task("summarise", operator("summarise").parameter("sentences", sentences))
                .task("measure", operator("measure"))
                .after("summarise")
                .build());
    }

    private Answer command(boolean dryRun, String verb, JsonObject.Builder arguments) {
        String id = desk.submit(dryRun, verb, arguments.build());
        manual.commands();
        return desk.answer(id);
    }

    private Answer plan(String verb, JsonObject.Builder arguments) {
        return command(true, verb, arguments);
    }

    private Answer act(String verb, JsonObject.Builder arguments) {
        Answer answer = command(false, verb, arguments);
        assertThat(answer.state()).as(answer.text()).isEqualTo(CommandState.DONE);
        return answer;
    }

    private static JsonObject.Builder with(String name, String value) {
        return JsonObject.builder().put(name, value);
    }

    private static JsonObject.Builder on(Identity identity) {
        return with("identity", identity.toString());
    }

    private static JsonObject params(String... pairs) {
        JsonObject.Builder params = JsonObject.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            params.put(pairs[i], pairs[i + 1]);
        }
        return params.build();
    }

    private String lastEvent(String kind) {
        StoredEvent last = store.read(session -> session.events().ofKind("nightly", kind, Long.MAX_VALUE, 1))
                .get(0);
        return new String(last.event().body().toArray(), StandardCharsets.UTF_8);
    }

    private int events() {
        return store.read(session -> session.events().ofJob("nightly", 0, 1000)).size();
    }

    @Test
    void plans_a_trigger_without_storing_anything_and_then_declares_just_that() {
        nightly(5);
        int before = events();
        JsonObject params = params("language", "7", "count", "7", "strict", "true", "weight", "0.25");
        JsonObject.Builder arguments =
                with("job", "nightly").put("params", params).put("request", "ticket-7");
        String id = desk.submit(true, "trigger", arguments.build());

        manual.commands();
        Answer planned = desk.answer(id);
        int between = events();
        String deed = desk.submit(false, "trigger", arguments.build());
        manual.commands();
        manual.commands();
        Identity declared = runs("nightly").get(0).identity();
        String again = desk.submit(true, "trigger", arguments.build());
        manual.commands();

        assertThat(between).isEqualTo(before);
        assertThat(planned.lines())
                .containsExactly(
                        "Trigger of job 'nightly' for ann, request 'ticket-7', params"
                                + " {\"count\":7,\"language\":\"7\",\"strict\":true,\"weight\":\"0.25\"}:",
                        "  summarise  " + declared + "  would be declared",
                        "  then, as their trigger rules say, with identities that are not known yet: measure");
        assertThat(desk.answer(deed).lines())
                .containsExactly("Job 'nightly' is triggered, request 'ticket-7':", "  summarise  " + declared);
        assertThat(runs("nightly")).hasSize(1);
        assertThat(detail(declared).declaration()).contains("\"submitter\":\"ann\"", "\"count\":7");
        assertThat(desk.answer(again).lines().get(1)).endsWith("  is declared already: nothing would be done");
        Answer other = plan("trigger", with("job", "nightly").put("request", "ticket-7"));
        assertThat(other.lines().get(1)).endsWith("  would be refused, REQUEST_REUSED: declared before as " + declared);
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
        manual = ManualAvow.on(disturbed, clock, OperatorSource.of(List.of(summarise, measure)))
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
        manual = ManualAvow.on(failing, clock, OperatorSource.of(List.of(summarise, measure)))
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
    void redeclares_an_occasion_as_it_was_planned() {
        nightly(5);
        manual.fireDueAt("2026-01-05T03:00:00Z");
        JsonObject.Builder occasion = with("job", "nightly").put("occasion", SLOT);
        Answer same = plan("redeclare", occasion);
        nightly(7);
        int before = events();
        Answer plan = plan("redeclare", occasion);
        int between = events();
        Answer preview = plan("preview", occasion);

        Answer done =
                act("redeclare", with("job", "nightly").put("occasion", SLOT).put("task", "summarise"));

        Identity declared = runs("nightly").stream()
                .filter(run -> run.number() == 2)
                .findFirst()
                .orElseThrow()
                .identity();
        assertThat(same.text()).startsWith("Redeclaration refused: ").contains("would be the same");
        assertThat(between).isEqualTo(before);
        assertThat(plan.lines())
                .containsExactly(
                        "Redeclaration of occasion '" + SLOT + "' of job 'nightly' from today's definition:",
                        "  summarise  " + declared + "  would be declared as number 2",
                        "  then, as their trigger rules say, with identities that are not known yet: measure");
        assertThat(preview.lines().get(0))
                .isEqualTo("Task 'summarise' of job 'nightly': " + declared + ", which is not declared");
        assertThat(Identity.of(preview.lines().get(1).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(declared);
        assertThat(done.text()).contains(declared.toString());
        assertThat(lastEvent("REDECLARED")).isEqualTo("{\"by\":\"ann\"}");
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

    private void reviewed(String prompt) {
        avow().register(job("reviewed")
                .schedule(cron("0 0 3 * * ?"))
                .requireApproval(Approval.by("editor"))
                .task("summarise", operator("summarise").user(prompt))
                .build());
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void plans_starts_and_cancels_a_backfill() {
        nightly(5);
        JsonObject.Builder december = with("job", "nightly")
                .put("from", "2025-12-01T00:00:00Z")
                .put("to", "2025-12-31T23:59:59Z")
                .put("maxActive", 2)
                .put("key", "december");
        JsonObject arguments = december.build();
        String planned = desk.submit(true, "backfill", arguments);
        String started = desk.submit(false, "backfill", arguments);
        manual.commands();
        manual.declareDue();
        Answer cancel = plan("backfill-cancel", with("id", "december"));
        act("backfill-cancel", with("id", "december"));

        List<String> lines = desk.answer(planned).lines();
        assertThat(lines).hasSize(12);
        assertThat(lines.get(0))
                .isEqualTo("Backfill of job 'nightly', schedule 'default', from 2025-12-01T00:00:00Z to"
                        + " 2025-12-31T23:59:59Z: 31 slots, at most 2 active at once.");
        assertThat(lines.get(1))
                .startsWith("  slot:default:2025-12-01T03:00:00Z  summarise  sha256:")
                .endsWith("  would be declared");
        assertThat(lines.get(11)).isEqualTo("  and the slots after these, to 2025-12-31T23:59:59Z");
        assertThat(desk.answer(started).text()).isEqualTo("Backfill 'december' is started.");
        assertThat(cancel.text()).contains("2 slots declared, 0 declared before, 0 refused.");
        assertThat(avow().history().backfills("nightly", 1))
                .extracting(BackfillView::state, BackfillView::by)
                .containsExactly(tuple(BackfillView.State.CANCELLED, "ann"));
        assertThat(lastEvent("BACKFILL_CANCELLED")).contains("\"cancelledBy\":\"ann\"");
        assertThat(Optional.of(
                        plan("backfill", december.put("schedule", "weekly")).text()))
                .contains("Job 'nightly' has no schedule 'weekly'. It has: default.");
    }

    @Test
    void keeps_no_confidential_param_once_a_command_is_done() throws SQLException {
        avow().register(job("nightly")
                .param("letter", Param.text().confidential())
                .task(
                        "summarise",
                        operator("summarise")
                                .user(PromptText.text("{{params.letter}}").confidential()))
                .build());
        JsonObject.Builder arguments = with("job", "nightly")
                .put("params", params("letter", "From Ann"))
                .put("request", "k");

        Answer planned = plan("trigger", arguments);
        act("trigger", arguments);

        assertThat(planned.lines().get(0))
                .isEqualTo("Trigger of job 'nightly' for ann, request 'k', params {\"letter\":\"(private)\"}:");
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select arguments from command")) {
            while (rows.next()) {
                assertThat(new String(rows.getBytes(1), StandardCharsets.UTF_8)).isEqualTo("{}");
            }
        }
    }

    @Test
    void triggers_and_redeclares_a_mapped_task() {
        List<String> keys = new ArrayList<>(List.of("x", "y"));
        avow().register(job("nightly")
                .task("each", operator("summarise"))
                .mapped(Elements.of(occasion -> keys))
                .build());

        Answer planned = plan("trigger", with("job", "nightly").put("request", "k"));
        Answer triggered = act("trigger", with("job", "nightly").put("request", "k"));
        manual.fireDue();
        keys.set(1, "z");
        Answer again = plan("redeclare", with("job", "nightly").put("occasion", "manual:k"));
        act("redeclare", with("job", "nightly").put("occasion", "manual:k"));
        manual.fireDue();

        assertThat(planned.lines()).hasSize(3);
        assertThat(triggered.lines())
                .containsExactly(
                        "Job 'nightly' is triggered, request 'k'; the runs of mapped tasks are declared next:");
        assertThat(again.lines()).hasSize(3).anyMatch(line -> line.endsWith("would be the same: it is left as it is"));
        assertThat(runs("nightly")).hasSize(3);
        assertThat(lastEvent("REDECLARED")).isEqualTo("{\"by\":\"ann\",\"occasion\":\"manual:k\",\"task\":\"each\"}");
    }
}

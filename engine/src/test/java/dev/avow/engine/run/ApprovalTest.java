package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.PendingApproval;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.verification.FindingKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run stands declared until somebody approves its identity. */
class ApprovalTest extends EngineContract {

    private static final Review ANN = Review.by("ann", "editor");

    private static Job reviewed(String prompt) {
        return job("reviewed")
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofHours(2))
                .requireApproval(Approval.by("editor").expiresAfter(Duration.ofHours(8)))
                .task("summarise", operator("summarise").user(prompt))
                .task("measure", operator("measure"))
                .after("summarise")
                .build();
    }

    private Identity declared() {
        avow().register(reviewed("Go."));
        manual.declareDue();
        return run("reviewed", "summarise").identity();
    }

    private RunView view(Identity identity) {
        return detail(identity).run();
    }

    @Test
    void executes_nothing_before_it_is_approved_and_then_when_its_slot_comes() {
        Identity identity = declared();
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
        assertThat(view(identity).detail()).isEqualTo("Waits for somebody of role 'editor' to approve it.");

        avow().approve(identity, ANN.comment("fine"));
        assertThat(manual.fireDue()).isZero();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(runs("reviewed").stream().filter(run -> run.occasion().contains("01-05")))
                .extracting(RunView::state)
                .containsExactly(RunState.SUCCEEDED, RunState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "APPROVED", "CLAIMED", "OUTCOME");
        assertThat(detail(identity).events().get(1).body())
                .contains("\"by\":\"ann\"", "\"comment\":\"fine\"", "\"role\":\"editor\"");
    }

    @Test
    void a_slot_that_passes_unapproved_waits_on() {
        Identity identity = declared();

        manual.fireDueAt("2026-01-05T04:00:00Z");
        assertThat(summarise.executed()).isEmpty();
        avow().approve(identity, ANN);
        manual.fireDue();

        assertThat(view(identity).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_rejection_is_final_and_tasks_after_it_are_never_declared() {
        Identity identity = declared();

        avow().reject(identity, ANN.comment("no names, please"));

        assertThat(view(identity).state()).isEqualTo(RunState.REJECTED);
        assertThat(view(identity).detail()).isEqualTo("Rejected by ann: no names, please");
        manual.fireDueAt("2026-01-05T03:00:00Z");
        assertThat(summarise.executed()).isEmpty();
        assertThat(runs("reviewed").stream().filter(run -> run.task().equals("measure")))
                .isEmpty();
        assertThatThrownBy(() -> avow().rerun(identity))
                .isInstanceOf(EngineException.class)
                .hasMessage("Rerun refused: " + identity + " was rejected, and that is final. Change the definition,"
                        + " then redeclare its occasion.");
        assertThatThrownBy(() -> avow().approve(identity, ANN))
                .isInstanceOf(EngineException.class)
                .hasMessage("Approve refused: " + identity
                        + " is REJECTED. Only a run that waits for approval can be approved or rejected.");
    }

    @Test
    void only_the_role_that_is_asked_for_decides() {
        Identity identity = declared();

        assertThatThrownBy(() -> avow().approve(identity, Review.by("bob", "intern")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Approve refused: " + identity + " needs somebody of role 'editor', and bob acts as"
                        + " 'intern'. Let somebody of that role decide.");
        assertThatThrownBy(() -> avow().approve(identity, Review.by(" ", "editor")))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Reviewer ' ' is not valid.");
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
    }

    @Test
    void expires_when_nobody_decides_in_time_and_a_rerun_asks_again() {
        Identity identity = declared();

        clock.advance(Duration.ofHours(8).minusSeconds(1));
        manual.checkIn();
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> avow().approve(identity, ANN))
                .hasMessage("Approve refused: " + identity
                        + " has expired. Rerun it to ask for approval again, or redeclare its occasion.");
        assertThat(view(identity).state()).isEqualTo(RunState.EXPIRED);
        assertThatThrownBy(() -> avow().reject(identity, ANN))
                .hasMessage("Reject refused: " + identity + " is EXPIRED. Only a run that waits for approval can be"
                        + " approved or rejected. Rerun it to ask for approval again, or redeclare its occasion.");
        manual.checkIn();
        assertThat(events(identity)).containsExactly("DECLARED", "EXPIRED");

        avow().rerun(identity);
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
        manual.executeDue();
        assertThat(summarise.executed()).isEmpty();
        avow().approve(identity, ANN);
        manual.executeDue();
        assertThat(view(identity).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void an_approval_is_of_one_identity_and_lasts_for_its_reruns() {
        Identity identity = declared();
        avow().approve(identity, ANN);
        manual.fireDueAt("2026-01-05T03:00:00Z");

        avow().rerun(identity);
        manual.fireDue();
        avow().register(reviewed("Go on."));
        Identity changed = avow().redeclare("reviewed", "slot:default:2026-01-05T03:00:00Z")
                .get("summarise");

        assertThat(detail(identity).attempts()).hasSize(2);
        assertThat(view(changed).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
    }

    @Test
    void shows_what_is_new_since_the_last_approval() {
        Identity identity = declared();
        PendingApproval first = avow().history().sinceApproved(identity).orElseThrow();
        avow().approve(identity, ANN);
        manual.fireDueAt("2026-01-05T03:00:00Z");
        avow().register(reviewed("Go on."));
        Identity changed = avow().redeclare("reviewed", "slot:default:2026-01-05T03:00:00Z")
                .get("summarise");

        PendingApproval second = avow().history().sinceApproved(changed).orElseThrow();

        assertThat(first.approved()).isEmpty();
        assertThat(second.approved()).contains(identity);
        assertThat(second.spec()).extracting(Difference::pointer).containsExactly("/prompt/0/content");
        assertThat(second.declaration())
                .extracting(Difference::pointer)
                .containsExactly("/prompt/messages/0/content", "/prompt/template", "/spec");
    }

    @Test
    void the_gate_denies_a_run_that_got_a_trigger_without_an_approval() throws SQLException {
        tampered.add(FindingKind.EVENT_MISPLACED);
        Identity identity = declared();
        execute("update run set waiting = null");
        manual.checkIn();

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(summarise.executed()).isEmpty();
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(view(identity).detail()).startsWith("Run denied, NOT_APPROVED: job 'reviewed'");
        avow().release(identity);
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
        avow().approve(identity, ANN);
        manual.fireDue();
        assertThat(view(identity).state()).isEqualTo(RunState.SUCCEEDED);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(sql);
        }
    }

    @Test
    void a_task_may_ask_for_an_approval_of_its_own() {
        avow().register(job("chain")
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .requireApproval("editor")
                .build());
        avow().trigger("chain", JsonObject.empty(), ManualRequest.by("ann"));

        manual.fireDue();

        assertThat(run("chain", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        Identity identity = run("chain", "measure").identity();
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.APPROVAL));
        avow().approve(identity, ANN);
        manual.fireDue();
        assertThat(view(identity).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_run_that_waits_for_approval_can_be_cancelled() {
        Identity identity = declared();

        avow().cancel(identity);

        assertThat(view(identity).state()).isEqualTo(RunState.CANCELLED);
    }
}

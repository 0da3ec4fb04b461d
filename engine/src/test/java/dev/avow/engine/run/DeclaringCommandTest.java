package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.dsl.PromptText;
import dev.avow.engine.history.BackfillView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.CommandDesk.Answer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands that declare, or say what would be declared. */
class DeclaringCommandTest extends CommandContract {

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

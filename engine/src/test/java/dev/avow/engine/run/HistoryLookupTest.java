package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import dev.avow.db.Uses.UsedRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.DenialView;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.JobStatistics;
import dev.avow.engine.history.Lineage;
import dev.avow.engine.history.Lineage.Step;
import dev.avow.engine.history.ReviewView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.UpcomingSlot;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What an engine declares and does is found by the questions that people ask. */
class HistoryLookupTest extends MappedContract {

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<RunView> found(HistoryQuery query) {
        return avow().history().runs(query, 100).items();
    }

    @Test
    void runs_are_found_by_the_file_that_they_and_by_the_output_that_those_after_them_saw() {
        Path tickets = file("tickets.txt", "bad");
        summarise.does(run -> OperatorResult.success().output("text", "text/plain", bytes("short")));
        trigger(job("graph")
                .task("first", operator("summarise").user("Read {{inputs.tickets}}."))
                .input("tickets", InputSource.file(tickets))
                .task("second", operator("measure"))
                .after("first")
                .build());

        assertThat(found(History.usedInput(digest("bad")))).containsExactly(run("graph", "first"));
        assertThat(found(History.usedInput(digest("short")))).containsExactly(run("graph", "second"));
        assertThat(found(History.usedInput(digest("good")))).isEmpty();
        assertThat(found(HistoryQuery.runs().submitter("ann"))).hasSize(2);
        assertThat(found(HistoryQuery.runs().spec(run("graph", "first").spec())))
                .containsExactly(run("graph", "first"));
        Digest template =
                declaration(run("graph", "first")).prompt().orElseThrow().template();
        assertThat(found(History.usedTemplate(template))).containsExactly(run("graph", "first"));
        assertThat(avow().history().producedOutputCandidates(digest("short"), 5).items())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.run()).isEqualTo(run("graph", "first")));
        uses_follow_from_the_declarations();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void uses_follow_from_the_declarations() {
        for (RunView view : runs("graph")) {
            String identity = view.identity().toString();
            DeclarationRow row =
                    store.read(session -> session.declarations().find(identity).orElseThrow());
            RunUses uses = RunUses.of(Declaration.parse(row.body().toArray()));
            List<UsedRow> stored = store.read(session -> session.uses().of(identity));
            assertThat(stored)
                    .containsExactlyInAnyOrderElementsOf(uses.rows(identity, view.at()).stream()
                            .map(UseRow::stored)
                            .toList());
            uses.lists().forEach((list, known) -> {
                List<MemberRow> members = store.read(session -> session.uses().members(list.text()));
                known.ifPresent(
                        runs -> assertThat(members).containsExactlyInAnyOrderElementsOf(RunUses.members(list, runs)));
            });
        }
    }

    @Test
    void the_runs_of_a_mapped_task_are_before_the_one_that_gathers_them() {
        trigger(gathered(fanOut()));
        RunView gather = run("graph", "gather");

        assertThat(found(History.usedInput(digest("b")))).containsExactly(gather);
        assertThat(avow().history().upstream(gather.identity()).steps())
                .extracting(Step::run)
                .containsExactlyInAnyOrderElementsOf(each());
        assertThat(avow().history().downstream(each().get(1).identity()).steps())
                .extracting(Step::run)
                .containsExactly(gather);
        uses_follow_from_the_declarations();
    }

    @Test
    void a_chain_is_walked_as_deep_as_asked() {
        trigger(job("graph")
                .task("a", operator("measure"))
                .task("b", operator("measure"))
                .after("a")
                .task("c", operator("measure"))
                .after("a", "b")
                .task("d", operator("measure"))
                .after("c")
                .build());
        History history = avow().history();

        Lineage all = history.upstream(run("graph", "d").identity(), 5);
        Lineage near = history.downstream(run("graph", "a").identity(), 1);

        assertThat(all.complete()).isTrue();
        assertThat(all.steps())
                .extracting(step -> step.run().task() + step.depth())
                .containsExactlyInAnyOrder("c1", "a2", "b2");
        assertThat(near.complete()).isFalse();
        assertThat(near.steps()).extracting(step -> step.run().task()).containsExactlyInAnyOrder("b", "c");
        assertThat(history.downstream(run("graph", "a").identity(), 2).complete())
                .isTrue();
        assertThatThrownBy(() -> history.upstream(run("graph", "a").identity(), 0))
                .isInstanceOf(EngineException.class)
                .hasMessage("Depth 0 is not valid. Use 1 to 100.");
    }

    @Test
    void upcoming_slots_are_those_declared_ahead_and_those_of_the_stored_schedule() {
        avow().register(job("graph")
                .schedule(cron("0 0 * * * ?"))
                .schedule("daily", cron("0 30 4 * * ?"))
                .declareAhead(Duration.ofMinutes(90))
                .task("a", operator("measure"))
                .build());
        manual.declareDue();

        List<UpcomingSlot> slots = new History(store).upcoming("graph", clock, 4);

        assertThat(slots)
                .extracting(slot -> slot.schedule() + " " + slot.at() + " " + slot.decided() + " "
                        + slot.runs().size())
                .containsExactly(
                        "default 2026-01-05T03:00:00Z true 1",
                        "default 2026-01-05T04:00:00Z true 1",
                        "daily 2026-01-05T04:30:00Z false 0",
                        "default 2026-01-05T05:00:00Z false 0");
        assertThat(slots.get(0).runs().get(0).occasion()).isEqualTo(slots.get(0).occasion());
        avow().register(job("graph")
                .schedule("daily", cron("0 45 4 * * ?"))
                .task("a", operator("measure"))
                .build());
        assertThat(new History(store).upcoming(clock, 3))
                .extracting(slot -> slot.schedule() + " " + slot.at())
                .containsExactly(
                        "default 2026-01-05T03:00:00Z", "default 2026-01-05T04:00:00Z", "daily 2026-01-05T04:45:00Z");
    }

    @Test
    void a_run_is_shown_with_notes_reviews_and_denials() throws IOException {
        Path tickets = file("tickets.txt", "one");
        summarise.does(run -> OperatorResult.success().note("input_tokens", new JsonInteger(7)));
        trigger(job("graph")
                .task("a", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .requireApproval("editor")
                .build());
        RunView run = run("graph", "a");
        Files.writeString(tickets, "two");
        avow().approve(run.identity(), Review.by("ann", "editor").comment("fine"));
        manual.fireDue();
        Files.writeString(tickets, "one");
        avow().release(run.identity());
        manual.fireDue();

        RunDetail detail = detail(run.identity());

        assertThat(detail.reviews())
                .containsExactly(new ReviewView(
                        ReviewView.Verdict.APPROVED, "ann", "editor", "fine", Instant.parse("2026-01-05T02:59:00Z")));
        assertThat(detail.denials())
                .singleElement()
                .extracting(DenialView::reason, DenialView::attempt)
                .containsExactly("INPUT_CHANGED", 1);
        assertThat(detail.attempts())
                .extracting(AttemptView::notes)
                .containsExactly(JsonObject.builder().put("input_tokens", 7).build());
        JobStatistics statistics = avow().history()
                .statistics("graph", clock.instant(), clock.instant().plusSeconds(1));
        assertThat(statistics.runs()).containsEntry(RunState.SUCCEEDED, 1L);
        assertThat(statistics.inputTokens()).isEqualTo(7);
        assertThat(statistics.denials()).containsEntry("INPUT_CHANGED", 1L);
    }

    @Test
    void lateness_is_measured_from_the_slot() {
        avow().register(job("graph")
                .schedule(cron("0 0 3 * * ?"))
                .task("a", operator("measure"))
                .build());
        manual.fireDueAt("2026-01-05T03:00:42Z");

        JobStatistics statistics = avow().history()
                .statistics("graph", Instant.parse("2026-01-05T03:00:00Z"), Instant.parse("2026-01-05T03:00:01Z"));

        assertThat(statistics.lateness().count()).isEqualTo(1);
        assertThat(statistics.lateness().max()).isEqualTo(Duration.ofSeconds(42));
        assertThat(new TreeSet<>(statistics.runs().values())).containsExactly(1L);
    }
}

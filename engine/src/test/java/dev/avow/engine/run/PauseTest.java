package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Events.StoredEvent;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Triggers.Order;
import dev.avow.engine.schedule.CatchUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseTest extends EngineContract {

    private void hourly() {
        avow().register(job("hourly")
                .schedule(cron("0 0 * * * ?").catchUp(CatchUp.ALL))
                .task("summarise", operator("summarise"))
                .build());
    }

    private List<String> kinds(String job) {
        return store.read(session -> session.events().ofJob(job, 0, 100)).stream()
                .map(StoredEvent::event)
                .map(event -> event.kind())
                .toList();
    }

    @Test
    void declares_the_slots_of_a_paused_job_and_executes_none() {
        hourly();
        avow().pause("hourly");

        manual.fireDueAt("2026-01-05T05:00:00Z");

        assertThat(summarise.executed()).isEmpty();
        assertThat(runs("hourly")).hasSize(3).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(RunState.DECLARED);
            assertThat(run.waiting()).isEqualTo(waiting(Waiting.PAUSED));
            assertThat(run.detail()).isEqualTo("Job 'hourly' is paused. Resume it with resume(\"hourly\").");
        });
    }

    @Test
    void admits_what_waited_in_its_order_when_the_job_is_resumed() {
        hourly();
        avow().pause("hourly");
        manual.fireDueAt("2026-01-05T07:00:00Z");

        avow().resume("hourly");
        manual.fireDue();

        assertThat(summarise.executed())
                .extracting(run -> run.declaration().occasion().key())
                .containsExactly(
                        "slot:default:2026-01-05T03:00:00Z",
                        "slot:default:2026-01-05T04:00:00Z",
                        "slot:default:2026-01-05T05:00:00Z",
                        "slot:default:2026-01-05T06:00:00Z",
                        "slot:default:2026-01-05T07:00:00Z");
        assertThat(runs("hourly")).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(events(runs("hourly").get(0).identity()))
                .containsExactly("DECLARED", "WAITING", "READMITTED", "CLAIMED", "OUTCOME");
    }

    @Test
    void uses_no_attempt_number_up_and_keeps_a_retry_back() {
        summarise.does(run -> OperatorResult.failure("busy", true));
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .retry(retries(1))
                .build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();
        avow().pause("ad-hoc");
        manual.fireDueAfter(Duration.ofMinutes(1));
        RunView paused = run("ad-hoc", "summarise");

        avow().resume("ad-hoc");
        manual.fireDue();

        assertThat(paused.state()).isEqualTo(RunState.RETRYING);
        assertThat(paused.waiting()).isEqualTo(waiting(Waiting.PAUSED));
        assertThat(detail(paused.identity()).attempts()).hasSize(2);
    }

    @Test
    void lets_a_run_wait_whose_job_is_paused_after_the_gate_has_decided() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        Order order = new Order(identity, 1);
        avow().pause("ad-hoc");

        boolean held = store.write(session -> Waits.lockClaimable(session, order)
                .filter(run -> new Pausing(manual.core()).hold(session, run, order))
                .isPresent());
        manual.fireDue();

        assertThat(held).isTrue();
        assertThat(summarise.executed()).isEmpty();
        assertThat(run("ad-hoc", "summarise").waiting()).isEqualTo(waiting(Waiting.PAUSED));
    }

    @Test
    void does_not_judge_the_inputs_of_a_paused_run() throws Exception {
        Path tickets = file("tickets", "three");
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        avow().pause("ad-hoc");
        Files.delete(tickets);

        manual.fireDue();

        assertThat(run("ad-hoc", "summarise").waiting()).isEqualTo(waiting(Waiting.PAUSED));
    }

    @Test
    void admits_at_a_check_in_what_a_dead_node_resumed_and_did_not_admit() {
        hourly();
        avow().pause("hourly");
        manual.fireDueAt("2026-01-05T03:00:00Z");
        new Pausing(manual.core()).resume("hourly", Who.UNSAID);

        manual.checkIn();
        manual.fireDue();

        assertThat(run("hourly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void stays_paused_for_the_next_engine_which_may_resume_it_before_it_starts() {
        hourly();
        avow().pause("hourly");
        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.close();
        manual = engine(summarise);
        avow().resume("hourly");

        manual.start().fireDue();

        assertThat(run("hourly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void records_each_change_once() {
        hourly();
        avow().pause("hourly");
        avow().pause("hourly");
        avow().resume("hourly");
        avow().resume("hourly");

        assertThat(kinds("hourly")).containsExactly("REGISTERED", "PAUSED", "RESUMED");
    }

    @Test
    void refuses_a_job_that_is_neither_registered_nor_in_the_store() {
        String refusal = "Job 'nightyl' is neither registered nor in the store."
                + " Check its name, or register it with register(job).";

        assertThatThrownBy(() -> avow().pause("nightyl"))
                .isInstanceOf(EngineException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> avow().resume("nightyl"))
                .isInstanceOf(EngineException.class)
                .hasMessage(refusal);
    }
}

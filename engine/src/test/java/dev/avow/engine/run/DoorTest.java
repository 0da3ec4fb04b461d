package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerKey;
import org.quartz.impl.JobDetailImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.spi.OperableTrigger;

class DoorTest extends EngineContract {

    private Identity declared() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private DeclaringJobStore door() {
        return manual.core().door();
    }

    @Test
    void refuses_every_foreign_trigger_of_our_group_or_for_our_job() {
        Identity identity = declared();
        SimpleTriggerImpl ofOurGroup = Triggers.trigger(identity, 2, clock.instant());
        SimpleTriggerImpl forOurJob = Triggers.trigger(identity, 1, clock.instant());
        forOurJob.setKey(new TriggerKey("theirs", "DEFAULT"));

        for (OperableTrigger forged : new OperableTrigger[] {ofOurGroup, forOurJob}) {
            assertThatThrownBy(() -> door().storeTrigger(forged, true))
                    .isInstanceOf(JobPersistenceException.class)
                    .hasMessage("Trigger '" + forged.getKey() + "' for job 'avow.execute' is refused: only a committed"
                            + " declaration makes an execution trigger. Declare a run instead.");
            assertThatThrownBy(() -> door().storeJobAndTrigger(theirJob("DEFAULT"), forged))
                    .isInstanceOf(JobPersistenceException.class);
            assertThatThrownBy(() -> door().replaceTrigger(Triggers.key(identity, 1), forged))
                    .isInstanceOf(JobPersistenceException.class);
        }

        assertThat(manual.fireDue()).isEqualTo(1);
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void refuses_foreign_jobs_in_our_group_and_lets_others_be() throws Exception {
        assertThatThrownBy(() -> door().storeJob(theirJob(Triggers.GROUP), true))
                .isInstanceOf(JobPersistenceException.class)
                .hasMessage("Job 'avow.theirs' is refused: group 'avow' belongs to Avow. Use another group.");

        door().storeJob(theirJob("DEFAULT"), true);

        assertThat(door().checkExists(new JobKey("theirs", "DEFAULT"))).isTrue();
    }

    @Test
    void stores_no_trigger_for_an_attempt_that_is_not_the_next_one_of_a_claimable_run() {
        Identity identity = declared();
        Identity nobody = Identity.of(new byte[] {7});

        for (Triggers.Order order : new Triggers.Order[] {
            new Triggers.Order(identity, 2), new Triggers.Order(identity, 0), new Triggers.Order(nobody, 1)
        }) {
            assertThatThrownBy(() -> door().pass(passage -> {
                        passage.admit(order.identity(), order.attempt(), clock.instant());
                        return true;
                    }))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Attempt " + order.attempt() + " of " + order.identity()
                            + " is not the next one of a run that may be claimed, so no trigger was stored.");
        }
    }

    @Test
    void stores_no_trigger_for_an_inserted_run_that_waits_or_was_attempted() {
        Identity identity = declared();
        RunRow run =
                store.read(session -> session.runs().find(identity.toString())).orElseThrow();
        Standing waits = new Standing("DECLARED", Optional.of("APPROVAL"), "", 0, clock.instant());
        Standing attempted = new Standing("RETRYING", Optional.empty(), "", 1, clock.instant());

        for (Standing standing : new Standing[] {waits, attempted}) {
            RunRow inserted = new RunRow(
                    run.identity(), run.key(), 1, run.at(), run.spec(), run.policy(), run.declaredAt(), standing);
            assertThatThrownBy(() -> door().pass(passage -> {
                        passage.admitInserted(inserted, clock.instant());
                        return true;
                    }))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Attempt 1 of " + identity
                            + " is not the next one of a run that may be claimed, so no trigger was stored.");
        }
    }

    @Test
    void stores_nothing_of_a_transaction_that_throws() {
        Identity identity = declared();
        manual.fireDue();

        assertThatThrownBy(() -> door().pass(passage -> {
                    passage.session()
                            .runs()
                            .change(
                                    identity.toString(),
                                    Set.of("SUCCEEDED"),
                                    new Standing("DECLARED", Optional.empty(), "", 1, clock.instant()));
                    passage.admit(identity, 2, clock.instant());
                    throw new IllegalStateException("after the trigger");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after the trigger");

        assertThat(run("ad-hoc", "summarise").state().name()).isEqualTo("SUCCEEDED");
        assertThat(manual.fireDue()).isZero();
    }

    @Test
    void stores_nothing_of_a_transaction_that_meets_an_error() {
        Identity identity = declared();
        manual.fireDue();

        assertThatThrownBy(() -> door().pass(passage -> {
                    passage.session()
                            .runs()
                            .change(
                                    identity.toString(),
                                    Set.of("SUCCEEDED"),
                                    new Standing("DECLARED", Optional.empty(), "", 1, clock.instant()));
                    throw new InternalError("in the middle");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Transaction met an error, and nothing of it is stored.")
                .hasCauseInstanceOf(InternalError.class);

        assertThat(run("ad-hoc", "summarise").state().name()).isEqualTo("SUCCEEDED");
    }

    @Test
    void executes_nothing_for_a_trigger_that_carries_something_else() {
        for (JobDataMap forged : new JobDataMap[] {
            map("sha256:x", "1"), map(Identity.of(new byte[0]).toString(), "one"), new JobDataMap(), extra()
        }) {
            assertThatThrownBy(() -> Triggers.order(forged))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Execution trigger carries no identity and attempt, so nothing was executed. Remove"
                            + " whatever made it.");
        }
    }

    private static JobDataMap extra() {
        JobDataMap map = map(Identity.of(new byte[0]).toString(), "1");
        map.put("QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME", "x");
        return map;
    }

    private static JobDataMap map(String identity, String attempt) {
        JobDataMap map = new JobDataMap();
        map.put("identity", identity);
        map.put("attempt", attempt);
        return map;
    }

    private static JobDetailImpl theirJob(String group) {
        JobDetailImpl job = new JobDetailImpl();
        job.setKey(new JobKey("theirs", group));
        job.setJobClass(TheirJob.class);
        job.setDurability(true);
        return job;
    }

    /** Somebody else's job. */
    static final class TheirJob implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            throw new AssertionError("executed");
        }
    }
}

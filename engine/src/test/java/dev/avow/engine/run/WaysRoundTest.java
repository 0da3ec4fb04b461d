package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Store.Database;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.spi.SchedulerSignaler;

/** A second scheduler on the same tables, without Avow's classes, forges triggers: none of them executes anything. */
class WaysRoundTest extends EngineContract {

    private Identity declared() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    /** Stores a trigger that fires before the run's own. */
    private void forge(String name, Identity identity, int attempt) throws Exception {
        SimpleTriggerImpl trigger =
                Triggers.trigger(identity, attempt, clock.instant().minusSeconds(1));
        trigger.setKey(new TriggerKey(name, Triggers.GROUP));
        foreign().storeTrigger(trigger, true);
    }

    private JobStoreTX foreign() throws Exception {
        JobStoreTX foreign = new JobStoreTX();
        foreign.setDataSource(new QuartzConnections(store.dataSource()).register());
        foreign.setInstanceName(Triggers.SCHEDULER);
        foreign.setInstanceId("theirs");
        foreign.setUseProperties("true");
        foreign.setDriverDelegateClass(
                (store.database() == Database.H2 ? StdJDBCDelegate.class : PostgreSQLDelegate.class).getName());
        CascadingClassLoadHelper loader = new CascadingClassLoadHelper();
        loader.initialize();
        foreign.initialize(loader, new Deaf());
        return foreign;
    }

    private List<String> denials(String job) {
        List<StoredEvent> events = store.read(session -> session.events().ofJob(job, 0, 100));
        return events.stream()
                .filter(stored -> stored.event().kind().equals("DENIED"))
                .map(stored -> new Fields(
                                CanonicalJson.parseObject(stored.event().body().toArray()))
                        .text("reason"))
                .toList();
    }

    @Test
    void a_trigger_for_what_was_never_declared_is_denied() throws Exception {
        declared();
        manual.fireDue();

        forge("forged", Identity.of(new byte[] {7}), 1);
        manual.fireDue();

        assertThat(denials("-")).containsExactly("NOT_DECLARED");
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void a_trigger_for_another_attempt_is_denied_and_takes_nothing_from_the_run() throws Exception {
        Identity identity = declared();

        forge("forged", identity, 2);
        manual.fireDue();

        assertThat(denials("ad-hoc")).containsExactly("STALE_TRIGGER");
        assertThat(summarise.executed()).hasSize(1);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void an_old_trigger_that_is_played_again_is_denied() throws Exception {
        Identity identity = declared();
        manual.fireDue();

        forge("replayed", identity, 1);
        manual.fireDue();

        assertThat(denials("ad-hoc")).hasSize(1);
        assertThat(summarise.executed()).hasSize(1);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void two_triggers_for_one_attempt_execute_it_once() throws Exception {
        Identity identity = declared();

        forge("twin", identity, 1);
        manual.fireDue();

        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void a_trigger_of_another_kind_goes_its_own_way_and_holds_up_no_run() throws Exception {
        Identity identity = declared();
        CronTriggerImpl cron = new CronTriggerImpl();
        cron.setKey(new TriggerKey("cron", Triggers.GROUP));
        cron.setJobKey(Triggers.EXECUTE);
        cron.setCronExpression("0 0 0 1 1 ? 2000-2099");
        cron.setStartTime(Date.from(clock.instant().minusSeconds(60L * 60 * 24 * 366)));
        cron.setMisfireInstruction(Trigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY);
        cron.computeFirstFireTime(null);
        SimpleTriggerImpl twice = Triggers.trigger(identity, 1, clock.instant().minusSeconds(1));
        twice.setKey(new TriggerKey("twice", Triggers.GROUP));
        twice.setRepeatCount(1);
        twice.setRepeatInterval(1);
        JobStoreTX foreign = foreign();
        foreign.storeTrigger(cron, true);
        foreign.storeTrigger(twice, true);

        manual.fireDue();

        assertThat(summarise.executed()).hasSize(1);
        assertThat(foreign.checkExists(twice.getKey()))
                .as("both its fires are used up")
                .isFalse();
        assertThat(foreign.getTriggerState(cron.getKey())).isEqualTo(TriggerState.NORMAL);
        foreign.removeTrigger(cron.getKey());
    }

    @Test
    void a_trigger_that_carries_nothing_executes_nothing() throws Exception {
        declared();
        manual.fireDue();

        SimpleTriggerImpl empty = new SimpleTriggerImpl();
        empty.setKey(new TriggerKey("empty", "theirs"));
        empty.setJobKey(Triggers.EXECUTE);
        empty.setStartTime(Date.from(clock.instant()));
        empty.computeFirstFireTime(null);
        foreign().storeTrigger(empty, true);
        manual.fireDue();

        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void nobody_finds_the_schedulers_to_add_listeners_or_fire_jobs() {
        try (Avow real = Avow.embedded(directory.resolve("real"))
                .operators(FakeOperator.named("summarise"))
                .build()) {
            real.start();

            assertThat(SchedulerRepository.getInstance().lookupAll()).isEmpty();
        }
    }

    /** Hears nothing. */
    private static final class Deaf implements SchedulerSignaler {

        @Override
        public void notifyTriggerListenersMisfired(Trigger trigger) {}

        @Override
        public void notifySchedulerListenersFinalized(Trigger trigger) {}

        @Override
        public void notifySchedulerListenersJobDeleted(JobKey jobKey) {}

        @Override
        public void signalSchedulingChange(long candidateNewNextFireTime) {}

        @Override
        public void notifySchedulerListenersError(String message, SchedulerException cause) {
            throw new IllegalStateException(message, cause);
        }
    }
}

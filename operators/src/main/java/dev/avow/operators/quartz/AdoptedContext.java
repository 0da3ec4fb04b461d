package dev.avow.operators.quartz;

import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.operator.DeclaredRun;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.JobExecutionContextImpl;
import org.quartz.spi.JobFactory;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/** What a job is told of its attempt: all of it follows from the declaration, but for the fire time. For one attempt. */
final class AdoptedContext extends JobExecutionContextImpl {

    private static final long serialVersionUID = 1L;

    private final transient DeclaredRun run;
    private final JobDataMap data;

    private AdoptedContext(AdoptedJob adopted, TriggerFiredBundle bundle, Job job, DeclaredRun run) {
        super(RefusingScheduler.forJob(adopted.name()), bundle, job);
        this.run = run;
        this.data = bundle.getJobDetail().getJobDataMap();
    }

    /**
     * Makes the job of an attempt, and its context.
     *
     * @throws SchedulerException if the job cannot be made
     */
    static AdoptedContext of(AdoptedJob adopted, DeclaredRun run, DeclaredData data) throws SchedulerException {
        TriggerFiredBundle bundle = bundle(adopted, run, data);
        JobFactory factory = adopted.factory();
        return new AdoptedContext(
                adopted, bundle, factory.newJob(bundle, RefusingScheduler.forFactory(adopted.name())), run);
    }

    DeclaredRun run() {
        return run;
    }

    @Override
    public JobDataMap getMergedJobDataMap() {
        return data;
    }

    @Override
    public int getRefireCount() {
        return run.attempt() - 1;
    }

    @Override
    public String getFireInstanceId() {
        return run.identity() + "/" + run.attempt();
    }

    private static TriggerFiredBundle bundle(AdoptedJob adopted, DeclaredRun run, DeclaredData data) {
        String job = run.declaration().job();
        String task = run.declaration().task();
        Date now = Date.from(run.now());
        Date scheduled = scheduled(run.declaration().occasion(), now);
        JobDetail detail = JobBuilder.newJob(adopted.type())
                .withIdentity(task, job)
                .setJobData(data)
                .build();
        OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
                .withIdentity(run.declaration().occasion().key(), job)
                .forJob(detail)
                .startAt(scheduled)
                .build();
        Date previous = previous(run.declaration().occasion());
        return new TriggerFiredBundle(detail, trigger, null, false, now, scheduled, previous, null);
    }

    private static Date scheduled(Occasion occasion, Date now) {
        return occasion instanceof Occasion.Slot slot ? Date.from(slot.scheduledFor()) : now;
    }

    /** The interval of a slot starts at the slot before it; that of the first slot is empty. */
    private static @Nullable Date previous(Occasion occasion) {
        if (!(occasion instanceof Occasion.Slot slot)) {
            return null;
        }
        Instant start = slot.dataInterval().start();
        return start.equals(slot.scheduledFor()) ? null : Date.from(start);
    }
}

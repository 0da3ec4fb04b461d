package dev.avow.engine.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a wake-up fires: decides the slots of a schedule, or meets the durable requests. Nothing of it is stored. */
final class DeclareStep implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(DeclareStep.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String JOB = "job";
    private static final String SCHEDULE = "schedule";

    private final Core core;
    private final Wiring wiring;
    private final AtomicInteger asked = new AtomicInteger();

    DeclareStep(Core core, Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
    }

    static Map<String, String> order(String job, String schedule) {
        return Map.of(JOB, job, SCHEDULE, schedule);
    }

    /** Declares what is due; what fails is tried again, and nothing is let out. */
    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap order = context.getTrigger().getJobDataMap();
        if (core.isClosing()) {
            return;
        }
        if (order.isEmpty()) {
            requests();
        } else {
            core.registry().find(order.getString(JOB)).ifPresent(job -> slots(job, order.getString(SCHEDULE)));
        }
    }

    private void slots(BoundJob job, String schedule) {
        try {
            new SlotStep(core)
                    .decideAlone(job, schedule)
                    .ifPresentOrElse(
                            decided -> wiring.wakeUps().next(job.name(), schedule, decided),
                            () -> later(job, schedule, core.settings().checkIn()));
            if (job.hasMappedRoots()) {
                wiring.wakeUps().requests();
            }
        } catch (CursorMoved moved) {
            later(job, schedule, Duration.ZERO);
        } catch (Throwable e) { // why: the clock goes on, whatever happened; the slots are still owed
            LOG.error(
                    "Slots of job '{}', schedule '{}' are not decided yet and will be tried again.",
                    job.name(),
                    schedule,
                    core.guard().safe(e));
            later(job, schedule, PAUSE);
        }
    }

    private void later(BoundJob job, String schedule, Duration wait) {
        wiring.wakeUps().at(job.name(), schedule, core.clock().instant().plus(wait));
    }

    /** One thread meets requests, for all who ask meanwhile, so that the others are left to the slots. */
    private void requests() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int met = 1;
        do {
            try {
                new BackfillStep(core).advance(); // why: it may ask for the runs of mapped tasks
                new RequestStep(core).meet();
            } catch (Throwable e) { // why: the requests are durable, and the next check-in meets them
                LOG.error(
                        "Declare requests are not met yet and will be tried again.",
                        core.guard().safe(e));
            }
            met = asked.addAndGet(-met);
        } while (met > 0);
    }

    /** How the step reaches the clock that fires it. */
    interface Wiring {
        WakeUps wakeUps();
    }
}

package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDataMap;
import org.quartz.JobKey;
import org.quartz.SimpleTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.JobDetailImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;

/** What the engine stores in Quartz's tables: one durable job, and a one-shot trigger for each attempt to come. */
final class Triggers {

    /** The scheduler's name in Quartz's tables. */
    static final String SCHEDULER = "avow";

    /** The group of our job and triggers. */
    static final String GROUP = "avow";

    static final JobKey EXECUTE = new JobKey("execute", GROUP);

    private static final String IDENTITY = "identity";
    private static final String ATTEMPT = "attempt";

    private Triggers() {}

    static JobDetailImpl job() {
        JobDetailImpl job = new JobDetailImpl();
        job.setKey(EXECUTE);
        job.setJobClass(ExecuteStep.class);
        job.setDurability(true);
        return job;
    }

    /** The name is for the database's uniqueness only; it is never read for meaning. */
    static TriggerKey key(Identity identity, int attempt) {
        return new TriggerKey(identity.digest().hex() + "." + attempt, GROUP);
    }

    static SimpleTriggerImpl trigger(Identity identity, int attempt, Instant at) {
        SimpleTriggerImpl trigger = new SimpleTriggerImpl();
        trigger.setKey(key(identity, attempt));
        trigger.setJobKey(EXECUTE);
        trigger.setStartTime(Date.from(at));
        trigger.setRepeatCount(0);
        trigger.setMisfireInstruction(SimpleTrigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY);
        trigger.getJobDataMap().put(IDENTITY, identity.toString());
        trigger.getJobDataMap().put(ATTEMPT, Integer.toString(attempt));
        trigger.computeFirstFireTime(null);
        return trigger;
    }

    /**
     * Returns what a trigger carries.
     *
     * @throws EngineException if it carries something else than an identity and an attempt
     */
    static Order order(JobDataMap map) {
        Object identity = map.get(IDENTITY);
        Object attempt = map.get(ATTEMPT);
        if (map.size() == 2 && identity instanceof String digest && attempt instanceof String number) {
            try {
                return new Order(Identity.parse(digest), Integer.parseInt(number));
            } catch (IllegalArgumentException e) {
                throw foreign(e);
            }
        }
        throw foreign(null);
    }

    private static EngineException foreign(@Nullable Throwable cause) {
        return new EngineException(
                "Execution trigger carries no identity and attempt, so nothing was executed. Remove whatever made it.",
                cause);
    }

    /** What an execution trigger carries. */
    record Order(Identity identity, int attempt) {}
}

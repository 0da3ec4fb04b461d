package dev.avow.engine.run;

import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.spi.SchedulerSignaler;

/** Stands for Quartz's scheduler, which does not run. */
final class SilentSignaler implements SchedulerSignaler {

    @Override
    public void notifyTriggerListenersMisfired(Trigger trigger) {
        throw new IllegalStateException("No trigger of ours can misfire: " + trigger.getKey());
    }

    @Override
    public void notifySchedulerListenersFinalized(Trigger trigger) {}

    @Override
    public void notifySchedulerListenersJobDeleted(JobKey jobKey) {}

    @Override
    public void signalSchedulingChange(long candidateNewNextFireTime) {}

    @Override
    public void notifySchedulerListenersError(String message, SchedulerException cause) {
        // whoever called gets the failure itself, or Quartz tries again
    }
}

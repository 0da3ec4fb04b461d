package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.run.Triggers.Order;
import java.util.Optional;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an execution trigger fires. Quartz stores the name of this class: it is never renamed.
 *
 * <p>Nothing of Quartz's context is used but the two values that the trigger itself carries.
 */
final class ExecuteStep implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(ExecuteStep.class);

    private final Execution execution;

    ExecuteStep(Execution execution) {
        this.execution = execution;
    }

    /** What has the trigger that Quartz has fired can end it. */
    private static Optional<OperableTrigger> fire(JobExecutionContext context) {
        return context.getTrigger() instanceof OperableTrigger fired ? Optional.of(fired) : Optional.empty();
    }

    /** Executes one attempt; lets nothing out, since Quartz would only log it. */
    @Override
    public void execute(JobExecutionContext context) {
        try {
            Order order = Triggers.order(context.getTrigger().getJobDataMap());
            execution.run(order, fire(context));
        } catch (EngineException foreign) {
            LOG.warn("{}", foreign.getMessage());
        } catch (Throwable e) { // why: a thread of Quartz's pool goes on, whatever happened
            LOG.error(
                    "Execution step failed; the run is found again at the next check-in. See the cause.",
                    execution.safe(e));
        }
    }
}

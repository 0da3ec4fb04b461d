package dev.avow.engine.run;

import dev.avow.db.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.spi.OperableTrigger;

/**
 * Ends fires of execution triggers: in the transaction of the outcome that a fire led to, and where there is none, in one of
 * its own when Quartz says that the fire is over.
 */
@SuppressWarnings("unchecked") // why: Quartz overrides a generic method without its type
abstract class EndingJobStore extends FiringJobStore {

    /** The fires whose end is committed, until Quartz says that they are over. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    EndingJobStore(Store store, String instanceId, @Nullable Beats beats) {
        super(store, instanceId, beats);
    }

    /** Runs a transaction, which adds to a list what fires it ends: they are over when it returns, and are not if it throws. */
    final <T> T endingFires(Function<List<OperableTrigger>, T> transaction) {
        List<OperableTrigger> fires = new ArrayList<>();
        T result = transaction.apply(fires);
        fires.forEach(fire -> ended.add(fire.getFireInstanceId()));
        return result;
    }

    /** Ends fires, and deletes their triggers, which are used up; leaves those that are not as the engine stores them. */
    static void endFires(Connection connection, List<OperableTrigger> fired, List<OperableTrigger> fires)
            throws SQLException {
        List<OperableTrigger> ours = fired.stream()
                .filter(fire -> fire.getNextFireTime() == null && OneShots.isOne(fire))
                .toList();
        if (ours.size() == 1) {
            new FireEnds(connection).end(ours.get(0));
        } else if (!ours.isEmpty()) {
            new FireEnds(connection).end(ours);
        }
        fires.addAll(ours);
    }

    /** What is ended already needs no transaction; nothing that is due next has changed by it. */
    @Override
    public void triggeredJobComplete(
            OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
        if (!ended.remove(trigger.getFireInstanceId())) {
            super.triggeredJobComplete(trigger, job, instruction);
        }
    }

    @Override
    protected void triggeredJobComplete(
            Connection connection, OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction)
            throws JobPersistenceException {
        boolean spent =
                instruction == CompletedExecutionInstruction.DELETE_TRIGGER && trigger.getNextFireTime() == null;
        if (!spent || !OneShots.isOne(trigger)) {
            super.triggeredJobComplete(connection, trigger, job, instruction);
            return;
        }
        try {
            new FireEnds(connection).end(trigger);
        } catch (SQLException e) {
            throw new JobPersistenceException("Couldn't delete fired trigger: " + e.getMessage(), e);
        }
    }
}

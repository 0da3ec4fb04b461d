package dev.avow.engine.run;

import java.sql.SQLException;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/** The fires of triggers that were taken together, in one transaction. */
@SuppressWarnings("JavaUtilDate") // why: Quartz has no other
final class Fires {

    private final List<OperableTrigger> triggers;
    private final Set<TriggerKey> fired = new HashSet<>();
    private Optional<SQLException> failure = Optional.empty();
    private boolean done;

    Fires(List<OperableTrigger> triggers) {
        this.triggers = triggers;
    }

    /** Fires all of them at the first call; returns what Quartz executes, if this one was still to be fired. */
    Optional<TriggerFiredBundle> fire(OneShots oneShots, OperableTrigger trigger, long now) throws SQLException {
        if (!done) {
            done = true;
            fireAll(oneShots, now);
        }
        return fired.contains(trigger.getKey()) ? Optional.of(bundle(trigger, now)) : Optional.empty();
    }

    private void fireAll(OneShots oneShots, long now) throws SQLException {
        List<OperableTrigger> ours = triggers.stream().filter(OneShots::isOne).toList();
        try {
            oneShots.fire(ours, now).forEach(each -> fired.add(each.getKey()));
        } catch (SQLException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    /** Returns why they could not be fired, if so, once: Quartz looks in a second transaction what was committed. */
    Optional<SQLException> takeFailure() {
        Optional<SQLException> taken = failure;
        failure = Optional.empty();
        return taken;
    }

    /** Returns what Quartz executes of a trigger that is fired. */
    static TriggerFiredBundle bundle(OperableTrigger trigger, long now) {
        Date before = trigger.getPreviousFireTime();
        trigger.triggered(null);
        return new TriggerFiredBundle(
                Triggers.job(),
                trigger,
                null,
                false,
                new Date(now),
                trigger.getPreviousFireTime(),
                before,
                trigger.getNextFireTime());
    }
}

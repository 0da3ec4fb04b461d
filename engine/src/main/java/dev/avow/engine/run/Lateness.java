package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a run starts late: its first attempt, and nothing before it but its slot that it had to wait for. */
final class Lateness {

    private static final Logger LOG = LoggerFactory.getLogger(Lateness.class);

    private Lateness() {}

    /** Returns where a run stands, with how late it is, if it has just started more than this after its slot. */
    static Optional<Standing> of(RunRow run, Standing started, Duration onTime) {
        Duration late = Duration.between(run.at(), started.since());
        boolean counts = started.attempts() == 1
                && run.number() == 1
                && run.key().occasion().startsWith("slot:")
                && late.compareTo(onTime) > 0;
        if (!counts || comesAfterOthers(run)) {
            return Optional.empty();
        }
        String detail = "Started " + late + " after its slot.";
        return Optional.of(
                new Standing(started.state(), started.waiting(), detail, started.attempts(), started.since()));
    }

    private static boolean comesAfterOthers(RunRow run) {
        try {
            Graph graph = RunPolicy.parse(run.policy()).graph();
            return !graph.node(run.key().task()).after().isEmpty();
        } catch (RuntimeException e) { // why: what is told of a run is no reason to hold it up
            LOG.warn("Policy of run {} cannot be read, so nobody is told whether it is late", run.identity(), e);
            return true;
        }
    }
}

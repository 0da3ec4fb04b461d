package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the wait of runs, each in a transaction of its own, which stores the trigger of its next attempt. */
final class Readmission {

    private static final Logger LOG = LoggerFactory.getLogger(Readmission.class);

    private final Core core;

    Readmission(Core core) {
        this.core = core;
    }

    /**
     * Admits a run that still waits for one of these reasons.
     *
     * @param may has the last word, in the transaction and with the run locked
     * @return false if it was not admitted, now or for a failure, which is logged
     */
    boolean admit(String identity, Set<Waiting> reasons, BiPredicate<Passage, RunRow> may) {
        try {
            return core.door().pass(passage -> {
                Optional<RunRow> run = passage.session()
                        .runs()
                        .lock(identity)
                        .filter(row -> waitsFor(row, reasons))
                        .filter(row -> may.test(passage, row));
                run.ifPresent(row -> admit(passage, row));
                return run.isPresent();
            });
        } catch (RuntimeException e) {
            LOG.warn("Run {} is not admitted yet; the next check-in tries again", identity, e);
            return false;
        }
    }

    private static boolean waitsFor(RunRow run, Set<Waiting> reasons) {
        return run.standing()
                .waiting()
                .map(Waiting::valueOf)
                .filter(reasons::contains)
                .isPresent();
    }

    /** The trigger keeps the time of the occasion, so that what stood first fires first. */
    private void admit(Passage passage, RunRow run) {
        Standing was = run.standing();
        Instant now = Times.millis(core.clock());
        Standing free = NextAttempt.admitted(was, "", now);
        passage.session().runs().change(run.identity(), Set.of(was.state()), free);
        Identity identity = Identity.parse(run.identity());
        core.journal().run(passage.session(), EventKind.READMITTED, run.key().job(), identity, JsonObject.empty());
        passage.admit(identity, NextAttempt.number(was), run.at().isBefore(now) ? run.at() : now);
    }
}

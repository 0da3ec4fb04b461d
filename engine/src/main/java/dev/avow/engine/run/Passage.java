package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.quartz.spi.OperableTrigger;

/** A transaction in which execution triggers can be stored together with what makes them possible. */
interface Passage {

    /** Returns the session on the transaction's own connection. */
    Session session();

    /**
     * Stores the execution trigger of a run's next attempt, or of the one that is deferred.
     *
     * @throws dev.avow.engine.EngineException if no run of this identity stands claimable, without a waiting reason, with
     *     this attempt as its next; the whole transaction is rolled back then
     */
    void admit(Identity identity, int attempt, Instant at);

    /**
     * Stores the triggers of the first attempts of runs that were declared in this transaction.
     *
     * @param runs when each of them fires
     * @throws dev.avow.engine.EngineException as above, or if a trigger of that name is there
     */
    void admitFirst(Map<Identity, Instant> runs);

    /**
     * As {@link #admit}, of the first attempt of a run that this transaction has just inserted.
     *
     * @param inserted the run as it was inserted
     */
    void admitInserted(RunRow inserted, Instant at);

    /** Ends fires whose outcomes are recorded in this transaction; Quartz finds them ended if that is committed. */
    void end(List<OperableTrigger> fired);

    /** Removes the execution trigger of a run's attempt, if there is one. */
    void withdraw(Identity identity, int attempt);
}

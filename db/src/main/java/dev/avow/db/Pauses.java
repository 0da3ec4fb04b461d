package dev.avow.db;

import java.time.Instant;
import java.util.List;

/** Which jobs are paused. */
public interface Pauses {

    /**
     * Pauses a job.
     *
     * @return false, and nothing changed, if it is paused
     */
    boolean pause(String job, Instant at);

    /**
     * Ends a job's pause.
     *
     * @return false, and nothing changed, if it is not paused
     */
    boolean resume(String job);

    /** Tells whether the job of a run is paused. */
    boolean holds(String identity);

    /** Tells whether a job is paused, and if it is, keeps other transactions from ending that until this one ends. */
    boolean lock(String job);

    /**
     * Returns the identities of runs that wait for this reason although their job is not paused, oldest occasion first.
     */
    List<String> leftWaiting(String reason, int limit);
}

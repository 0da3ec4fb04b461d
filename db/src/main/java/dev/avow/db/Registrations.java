package dev.avow.db;

import java.time.Instant;
import java.util.List;

/** Which node of a cluster has which definition of a job. */
public interface Registrations {

    /** Stores what a node registered, in place of what it had registered of that job before. */
    void put(RegistrationRow registration);

    /** Returns what all nodes have registered, by node and job. */
    List<RegistrationRow> list();

    /** Raises the beat of all that a node has registered. */
    int beat(String node);

    /** Removes all that a node has registered. */
    int remove(String node);

    /**
     * A node's definition of a job.
     *
     * @param node a start of a node, as claims name it
     * @param specs the digests of its tasks' specs by task: JSON
     * @param beat grows as long as the node lives
     */
    record RegistrationRow(String node, String job, String specs, long beat, Instant since) {}
}

package dev.avow.db;

import dev.avow.db.Declarations.OccasionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Durable requests to declare a task for an occasion. */
public interface Requests {

    /**
     * Stores a request.
     *
     * @return false, and nothing stored, if (job, task, occasion) is requested already
     */
    boolean insert(RequestRow request);

    /** Returns requests of these jobs whose time has come, longest first. */
    List<RequestRow> due(Instant now, Set<String> jobs, int limit);

    Optional<RequestRow> find(OccasionKey key);

    /** Puts a request off. */
    void postpone(OccasionKey key, int tries, String reason, Instant notBefore);

    /**
     * Puts a request off while somebody meets it.
     *
     * @return false, and nothing changed, if it is gone or its time was changed since it was read
     */
    boolean reserve(RequestRow request, Instant notBefore);

    /** Removes a request that was met or given up; returns false if it was gone. */
    boolean delete(OccasionKey key);

    /**
     * A request.
     *
     * @param occasion the occasion: JSON
     * @param tries how often it was tried in vain
     * @param reason why the last try was in vain; empty before the first
     */
    record RequestRow(
            OccasionKey key, String occasion, Instant notBefore, int tries, String reason, Instant requestedAt) {}
}

package dev.avow.engine.run;

import dev.avow.engine.dsl.JobBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of past slots to declare; immutable, each setting gives a changed copy.
 *
 * @param schedule whose slots; the default schedule unless set
 * @param from the first moment of the span
 * @param to the last moment, which belongs to it; not in the future
 * @param maxActive how many of its occasions may be active at once, at least 1; one unless set
 * @param by who asks; stored, and not declared: a backfilled slot is the same as one on time
 * @param key makes the request idempotent: the same key is the same backfill
 */
public record Backfill(
        String job, String schedule, Instant from, Instant to, int maxActive, String by, Optional<String> key) {

    /** Returns a backfill of a job's default schedule, one occasion at a time. */
    public static Backfill of(String job, Instant from, Instant to, String by) {
        return new Backfill(job, JobBuilder.DEFAULT_SCHEDULE, from, to, 1, by, Optional.empty());
    }

    /** Returns this backfill, of another schedule's slots. */
    public Backfill schedule(String name) {
        return new Backfill(job, name, from, to, maxActive, by, key);
    }

    /** Returns this backfill, with so many occasions active at once. */
    public Backfill maxActive(int occasions) {
        return new Backfill(job, schedule, from, to, occasions, by, key);
    }

    /** Returns this backfill under the caller's own key, of 1 to 200 characters. */
    public Backfill key(String idempotencyKey) {
        return new Backfill(job, schedule, from, to, maxActive, by, Optional.of(idempotencyKey));
    }
}

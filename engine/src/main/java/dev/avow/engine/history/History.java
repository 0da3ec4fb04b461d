package dev.avow.engine.history;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Looks up what was declared and what became of it; it only reads, and threads may share it. */
public final class History extends RunHistory {

    /** How many events {@link #run} returns at most. */
    public static final int EVENTS = 200;

    private final Store store;

    /** @param store which this history never closes */
    public History(Store store) {
        super(store);
        this.store = store;
    }

    /**
     * Returns the next slots of a job: those that were declared ahead, and those that follow from its schedules as it was
     * last registered. Whether a job will be paused then, or is still defined, the store cannot know.
     *
     * @param clock which slots after its moment are returned for
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @return soonest first
     * @throws EngineException if the limit is outside its bounds
     */
    public List<UpcomingSlot> upcoming(String job, InstantSource clock, int limit) {
        refuseLimit(limit);
        return store.read(session -> Upcoming.of(session, List.of(job), clock.instant(), limit));
    }

    /** As {@link #upcoming(String, InstantSource, int)}, of all jobs. */
    public List<UpcomingSlot> upcoming(InstantSource clock, int limit) {
        refuseLimit(limit);
        return store.read(session -> Upcoming.of(session, session.jobs().names(), clock.instant(), limit));
    }

    /**
     * Returns what became of the runs of a job whose occasions lie in a span of time; all numbers are of one moment.
     *
     * @param to the moment before which they lie
     * @throws EngineException if the span ends before it begins, or one of the moments is before the year 0 or after 9999
     */
    public JobStatistics statistics(String job, Instant from, Instant to) {
        if (Filter.checked(to).isBefore(Filter.checked(from))) {
            throw new EngineException("Span from " + from + " to " + to + " ends before it begins. Swap them.");
        }
        return store.snapshot(session -> Statistics.of(session, job, from, to));
    }

    /** Returns the runs of all tasks for an occasion, in the order of their tasks' names. */
    public List<RunView> occasion(String job, String occasion) {
        return store.read(session -> session.runs().ofOccasion(job, occasion).stream()
                .map(row -> Views.of(session, row))
                .toList());
    }

    /**
     * Returns events of a job of one kind, newest first, also those that are about no run: {@code UNDECLARED} and
     * {@code REFUSED} say why a task has none on an occasion, {@code SKIPPED} which slots were passed over.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds
     */
    public List<EventView> events(String job, EventKind kind, int limit) {
        refuseLimit(limit);
        return store.read(session -> session.events().ofKind(job, kind.name(), Long.MAX_VALUE, limit).stream()
                .map(Views::event)
                .toList());
    }

    /**
     * Returns the newest events of a run.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds
     */
    public EventPage events(Identity identity, int limit) {
        return events(identity, limit, Long.MAX_VALUE);
    }

    /**
     * Returns the events of a run that come before another one.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @param before that one's {@link EventView#seq}
     * @throws EngineException if the limit is outside its bounds
     */
    public EventPage events(Identity identity, int limit, long before) {
        refuseLimit(limit);
        return store.read(session -> RunDetails.events(session, identity.toString(), limit, before));
    }

    /**
     * Returns the identities of the runs whose identities begin so.
     *
     * @param digits hex digits in lower case, at most 64
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @return in their order
     * @throws EngineException if the limit is outside its bounds, or these are no such digits
     */
    public List<Identity> identities(String digits, int limit) {
        refuseLimit(limit);
        if (!digits.matches("[0-9a-f]{0,64}")) {
            throw new EngineException(
                    "Digits " + Printable.quoted(digits) + " are not valid. Use at most 64 of 0 to 9 and a to f.");
        }
        int missing = 64 - digits.length();
        return store.read(session -> session
                .runs()
                .identities("sha256:" + digits + "0".repeat(missing), "sha256:" + digits + "f".repeat(missing), limit)
                .stream()
                .map(Identity::parse)
                .toList());
    }

    /** Returns all that is known of a run, with its newest {@value #EVENTS} events, if there is one of this identity. */
    public Optional<RunDetail> run(Identity identity) {
        return store.read(session -> session.runs().find(identity.toString()).map(row -> RunDetails.of(session, row)));
    }

    /**
     * Returns the backfills of a job, newest first.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds
     */
    public List<BackfillView> backfills(String job, int limit) {
        refuseLimit(limit);
        return store.read(session -> session.backfills().ofJob(job, limit).stream()
                .map(row ->
                        Views.backfill(row, session.backfills().active(row.id()).size()))
                .toList());
    }

    /** Returns a backfill, if there is one of this id. */
    public Optional<BackfillView> backfill(String id) {
        return store.read(session -> session.backfills()
                .find(id)
                .map(row -> Views.backfill(row, session.backfills().active(id).size())));
    }

    /** Returns all jobs that the store knows: registered with a schedule, declared or paused; by name. */
    public List<JobView> jobs() {
        return store.read(session -> JobViews.list(
                session,
                job -> session.lookups().page(RunFilter.ofJob(job), Optional.empty(), 1).stream()
                        .findFirst()
                        .map(row -> Views.of(session, row))));
    }

    /** Returns the specs that the tasks of a job had, oldest first, each with what changed. */
    public List<SpecChange> changes(String job) {
        return store.read(session -> SpecDocuments.changes(session, job));
    }

    /**
     * Returns what is new in a run against the last one of its task that was approved.
     *
     * @return empty if there is no run of this identity
     */
    public Optional<PendingApproval> sinceApproved(Identity identity) {
        return store.read(
                session -> session.runs().find(identity.toString()).map(run -> SinceApproved.of(session, run)));
    }
}

package dev.avow.engine.history;

import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks up what was declared and what became of it; it only reads, and threads may share it. */
public final class History {

    /** The most runs of a page. */
    public static final int MAX_LIMIT = 1000;

    /** How many events {@link #run} returns at most. */
    public static final int EVENTS = 200;

    private final Store store;

    /** @param store which this history never closes */
    public History(Store store) {
        this.store = store;
    }

    /**
     * Returns the newest runs of a job, newest occasion first.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds
     */
    public Page<RunView> runs(String job, int limit) {
        return page(job, Optional.empty(), limit);
    }

    /**
     * Returns the runs of a job that follow a page.
     *
     * @param before what that page gave as {@link Page#next}
     * @throws EngineException if the cursor is not valid, or the limit is outside its bounds
     */
    public Page<RunView> runs(String job, int limit, String before) {
        return page(job, Optional.of(PageCursor.parse(before)), limit);
    }

    private static void refuseLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new EngineException("Limit " + limit + " is not valid. Use 1 to " + MAX_LIMIT + ".");
        }
    }

    private Page<RunView> page(String job, Optional<PageKey> before, int limit) {
        refuseLimit(limit);
        return store.read(session -> {
            List<RunRow> rows = session.runs().page(job, before, limit + 1);
            List<RunRow> shown = rows.subList(0, Math.min(limit, rows.size()));
            List<RunView> views = shown.stream().map(row -> view(session, row)).toList();
            Optional<String> next = rows.size() > limit
                    ? Optional.of(shown.get(limit - 1))
                            .map(row -> PageCursor.text(new PageKey(row.at(), row.identity())))
                    : Optional.empty();
            return new Page<>(views, next);
        });
    }

    static RunView view(Session session, RunRow row) {
        int newest = row.standing().attempts();
        Optional<Instant> until = row.standing()
                .waiting()
                .filter(Waiting.DEFERRED.name()::equals)
                .flatMap(waits -> session.deferrals().find(row.identity(), newest))
                .map(DeferralRow::until);
        return Views.run(row, session.attempts().find(row.identity(), newest), until);
    }

    /** Returns the runs of all tasks for an occasion, in the order of their tasks' names. */
    public List<RunView> occasion(String job, String occasion) {
        return store.read(session -> session.runs().ofOccasion(job, occasion).stream()
                .map(row -> view(session, row))
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
                job -> session.runs().page(job, Optional.empty(), 1).stream()
                        .findFirst()
                        .map(row -> view(session, row))));
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

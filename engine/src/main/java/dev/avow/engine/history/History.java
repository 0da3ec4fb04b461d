package dev.avow.engine.history;

import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Template;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.time.InstantSource;
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
        return runs(HistoryQuery.runs().job(job), limit);
    }

    /**
     * Returns the runs of a job that follow a page.
     *
     * @param before what that page gave as {@link Page#next}
     * @throws EngineException if the cursor is not valid, or the limit is outside its bounds
     */
    public Page<RunView> runs(String job, int limit, String before) {
        return runs(HistoryQuery.runs().job(job), limit, before);
    }

    /**
     * Returns the runs that are asked for, newest occasion first.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds
     */
    public Page<RunView> runs(HistoryQuery query, int limit) {
        refuseLimit(limit);
        return store.read(session -> RunPages.find(session, query.toFilter(), Optional.empty(), limit));
    }

    /**
     * Returns the runs that are asked for and follow a page.
     *
     * @param before what that page gave as {@link Page#next}
     * @throws EngineException if the cursor is not valid, or the limit is outside its bounds
     */
    public Page<RunView> runs(HistoryQuery query, int limit, String before) {
        Optional<PageKey> key = Optional.of(PageCursor.parse(before));
        refuseLimit(limit);
        return store.read(session -> RunPages.find(session, query.toFilter(), key, limit));
    }

    /** Returns the query for the runs that declared a model; {@link HistoryQuery#model} says how it is named. */
    public static HistoryQuery usedModel(String model) {
        return HistoryQuery.runs().model(model);
    }

    /** Returns the query for the runs whose prompt was made from the template of this digest. */
    public static HistoryQuery usedTemplate(Digest template) {
        return HistoryQuery.runs().template(template);
    }

    /**
     * Returns the query for the runs whose prompt was made from these unrendered messages.
     *
     * @throws dev.avow.engine.identity.JsonRefusedException if their canonical form is above 1 MiB
     */
    public static HistoryQuery usedTemplate(List<Template> unrendered) {
        return usedTemplate(Prompt.templateDigest(unrendered));
    }

    /**
     * Returns the query for the runs that saw a content: as an input, or as an output of a run before them. Texts that are
     * private stand in no declaration, not even by digest, and are not found.
     */
    public static HistoryQuery usedInput(Digest digest) {
        return HistoryQuery.runs().input(digest);
    }

    /**
     * Returns candidates for who made a content: outputs that have its digest, newest first. It does not say that one of
     * them made the content that somebody has at hand.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds
     */
    public Page<OutputCandidate> producedOutputCandidates(Digest digest, int limit) {
        refuseLimit(limit);
        return store.read(session -> RunPages.candidates(session, digest.text(), Long.MAX_VALUE, limit));
    }

    /**
     * Returns the candidates that follow a page.
     *
     * @param before what that page gave as {@link Page#next}
     * @throws EngineException if the cursor is not valid, or the limit is outside its bounds
     */
    public Page<OutputCandidate> producedOutputCandidates(Digest digest, int limit, String before) {
        long place = RunPages.place(before);
        refuseLimit(limit);
        return store.read(session -> RunPages.candidates(session, digest.text(), place, limit));
    }

    /**
     * Returns what was never executed and why, newest first: runs without an attempt, slots and tasks without a run. What
     * could not be declared stands there once for each try, unless it was declared later.
     *
     * @param job or all jobs
     * @param limit from 1 to {@value #MAX_LIMIT}; a page may have fewer items though another one follows
     * @throws EngineException if the limit is outside its bounds
     */
    public Page<NeverExecuted> neverExecuted(Optional<String> job, int limit) {
        refuseLimit(limit);
        return store.read(session -> Unexecuted.page(session, job, Unexecuted.Place.start(), limit));
    }

    /**
     * Returns what was never executed and follows a page.
     *
     * @param before what that page gave as {@link Page#next}
     * @throws EngineException if the cursor is not valid, or the limit is outside its bounds
     */
    public Page<NeverExecuted> neverExecuted(Optional<String> job, int limit, String before) {
        Unexecuted.Place place = Unexecuted.Place.parse(before);
        refuseLimit(limit);
        return store.read(session -> Unexecuted.page(session, job, place, limit));
    }

    /** As {@link #upstream(Identity, int)}, of the runs directly before. */
    public Lineage upstream(Identity identity) {
        return upstream(identity, 1);
    }

    /**
     * Returns the runs that a run's declaration names as those before it, and those before them.
     *
     * @param depth how far to go, from 1 to 100
     * @return nearest first, at most {@value #MAX_LIMIT}; none if there is no run of this identity
     * @throws EngineException if the depth is outside its bounds
     */
    public Lineage upstream(Identity identity, int depth) {
        return store.read(session -> Lineages.walk(session, identity, true, depth, MAX_LIMIT));
    }

    /** As {@link #downstream(Identity, int)}, of the runs directly after. */
    public Lineage downstream(Identity identity) {
        return downstream(identity, 1);
    }

    /**
     * Returns the runs whose declaration names a run as one before them, and those after them.
     *
     * @param depth how far to go, from 1 to 100
     * @return nearest first, at most {@value #MAX_LIMIT}; none if there is no run of this identity
     * @throws EngineException if the depth is outside its bounds
     */
    public Lineage downstream(Identity identity, int depth) {
        return store.read(session -> Lineages.walk(session, identity, false, depth, MAX_LIMIT));
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
     * Returns what became of the runs of a job whose occasions lie in a span of time.
     *
     * @param to the moment before which they lie
     * @throws EngineException if the span ends before it begins, or one of the moments is before the year 0 or after 9999
     */
    public JobStatistics statistics(String job, Instant from, Instant to) {
        if (Filter.checked(to).isBefore(Filter.checked(from))) {
            throw new EngineException("Span from " + from + " to " + to + " ends before it begins. Swap them.");
        }
        return store.read(session -> Statistics.of(session, job, from, to));
    }

    private static void refuseLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new EngineException("Limit " + limit + " is not valid. Use 1 to " + MAX_LIMIT + ".");
        }
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

package dev.avow.engine.history;

import dev.avow.db.Runs.PageKey;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Template;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.util.List;
import java.util.Optional;

/** What {@link History} looks up about runs of all jobs: by what they have, by what they used, and by one another. */
abstract sealed class RunHistory permits History {

    /** The most runs of a page. */
    public static final int MAX_LIMIT = 1000;

    private final Store store;

    RunHistory(Store store) {
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
     * Returns the runs that are asked for, newest occasion first, and of one occasion what was declared last.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     * @throws EngineException if the limit is outside its bounds, or the query goes {@link HistoryQuery#downstream} from no
     *     input, or reaches more runs than it may
     */
    public Page<RunView> runs(HistoryQuery query, int limit) {
        refuseLimit(limit);
        return store.read(session -> RunPages.find(session, query, Optional.empty(), limit));
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
        return store.read(session -> RunPages.find(session, query, key, limit));
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
     * could not be declared stands there once for each try, unless it was declared later. A page is of one moment.
     *
     * @param job or all jobs
     * @param limit from 1 to {@value #MAX_LIMIT}; a page may have fewer items though another one follows
     * @throws EngineException if the limit is outside its bounds
     */
    public Page<NeverExecuted> neverExecuted(Optional<String> job, int limit) {
        refuseLimit(limit);
        return store.snapshot(session -> Unexecuted.page(session, job, Unexecuted.Place.start(), limit));
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
        return store.snapshot(session -> Unexecuted.page(session, job, place, limit));
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

    static void refuseLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new EngineException("Limit " + limit + " is not valid. Use 1 to " + MAX_LIMIT + ".");
        }
    }
}

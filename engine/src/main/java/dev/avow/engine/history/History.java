package dev.avow.engine.history;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up what was declared and what became of it; it only reads, and threads may share it. */
public final class History {

    /** The most runs of a page. */
    public static final int MAX_LIMIT = 1000;

    private static final int APPROVALS = 100;

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

    private static RunView view(Session session, RunRow row) {
        return Views.run(
                row, session.attempts().find(row.identity(), row.standing().attempts()));
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

    /** Returns all that is known of a run, if there is one of this identity. */
    public Optional<RunDetail> run(Identity identity) {
        return store.read(session -> session.runs().find(identity.toString()).map(row -> detail(session, row)));
    }

    private static RunDetail detail(Session session, RunRow row) {
        List<AttemptView> attempts = new ArrayList<>();
        boolean erased = session.erasures().isErased(row.identity());
        for (AttemptRow attempt : session.attempts().list(row.identity())) {
            attempts.add(Views.attempt(
                    attempt,
                    session.attempts().outputs(row.identity(), attempt.claim().attempt()),
                    erased));
        }
        String declaration = session.declarations()
                .find(row.identity())
                .map(DeclarationRow::body)
                .map(body -> new String(body.toArray(), StandardCharsets.UTF_8))
                .orElse("");
        List<EventView> events = session.events().ofRun(row.identity()).stream()
                .map(Views::event)
                .toList();
        return new RunDetail(
                view(session, row), declaration, PrivateStates.of(session, row, declaration, erased), attempts, events);
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
        return store.read(session -> {
            Map<String, SpecUseRow> newest = new HashMap<>();
            List<SpecChange> changes = new ArrayList<>();
            for (SpecUseRow use : session.declarations().specUses(job)) {
                Optional<SpecUseRow> before = Optional.ofNullable(newest.put(use.task(), use));
                changes.add(new SpecChange(
                        job,
                        use.task(),
                        use.at(),
                        before.map(row -> SpecDigest.parse(row.spec())),
                        SpecDigest.parse(use.spec()),
                        Identity.parse(use.identity()),
                        before.map(row -> differences(session, row.spec(), use.spec()))
                                .orElse(List.of())));
            }
            return changes;
        });
    }

    /**
     * Returns what is new in a run against the last one of its task that was approved.
     *
     * @return empty if there is no run of this identity
     */
    public Optional<PendingApproval> sinceApproved(Identity identity) {
        return store.read(session -> session.runs().find(identity.toString()).map(run -> pending(session, run)));
    }

    private static PendingApproval pending(Session session, RunRow run) {
        Optional<RunRow> approved = lastApproved(session, run);
        return new PendingApproval(
                view(session, run),
                approved.map(row -> Identity.parse(row.identity())),
                approved.map(row -> differences(session, row.spec(), run.spec()))
                        .orElse(List.of()),
                approved.map(row -> JsonDifferences.between(declared(session, row), declared(session, run)))
                        .orElse(List.of()));
    }

    private static Optional<RunRow> lastApproved(Session session, RunRow run) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<StoredEvent> page =
                    session.events().ofKind(run.key().job(), EventKind.APPROVED.name(), before, APPROVALS);
            for (StoredEvent stored : page) {
                Optional<RunRow> approved = stored.event()
                        .identity()
                        .filter(identity -> !identity.equals(run.identity()))
                        .flatMap(session.runs()::find)
                        .filter(row -> row.key().task().equals(run.key().task()));
                if (approved.isPresent()) {
                    return approved;
                }
                before = stored.seq();
            }
            if (page.size() < APPROVALS) {
                return Optional.empty();
            }
        }
    }

    private static JsonObject declared(Session session, RunRow run) {
        return CanonicalJson.parseObject(
                session.declarations().find(run.identity()).orElseThrow().body().toArray());
    }

    private static List<Difference> differences(Session session, String before, String after) {
        return JsonDifferences.between(document(session, before), document(session, after));
    }

    private static JsonObject document(Session session, String digest) {
        SpecRow row = session.declarations()
                .findSpec(digest)
                .orElseThrow(() -> new EngineException(
                        "Spec " + digest + " is referred to but not stored. Restore the database from a backup."));
        return CanonicalJson.parseObject(row.body().toArray());
    }
}

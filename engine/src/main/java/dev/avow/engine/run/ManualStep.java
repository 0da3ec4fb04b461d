package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Session;
import dev.avow.db.Slots;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Declares what a person asks for: a manual request, or an occasion anew. */
final class ManualStep {

    private final Core core;
    private final Supplier<String> requestIds;

    ManualStep(Core core, Supplier<String> requestIds) {
        this.core = core;
        this.requestIds = requestIds;
    }

    Map<String, Identity> trigger(String jobName, JsonObject params, ManualRequest request) {
        new DeclarationGuard(core.guard()).given(jobName, params, request);
        BoundJob job = core.registry().get(jobName);
        Manual occasion =
                new Manual(request.key().orElseGet(requestIds), job.job().params(params), request.dataInterval());
        DeclareRequest asked = new DeclareRequest(occasion, request.submitter(), false);
        Roots roots = new Roots(core, asked, prepare(job, plain(job.roots()), asked), Roots.mapped(job, asked));
        return core.door().pass(passage -> {
            Map<String, Identity> declared = new LinkedHashMap<>();
            for (OccasionKey mapped : roots.mapped()) {
                refuseOther(passage.session(), mapped, asked);
                roots.ask(passage.session(), mapped);
            }
            for (Prepared one : roots.plain()) {
                Identity identity = core.declarer().declare(passage, one, 1, Times.millis(core.clock()));
                if (!identity.equals(one.identity())) {
                    throw reused(one, identity);
                }
                declared.put(one.declaration().task(), identity);
            }
            return declared;
        });
    }

    private static EngineException reused(Prepared later, Identity first) {
        return new EngineException(
                reused(later.key()) + "\n  declared: " + first + "\n  now:      " + later.identity());
    }

    private static String reused(OccasionKey key) {
        return "Request refused, REQUEST_REUSED: '" + key.occasion() + "' of job '" + key.job()
                + "' was declared before, and differs. Use another request key, or redeclare the occasion.";
    }

    /** The runs of a mapped task are not known yet, so that what was asked is compared with what was asked before. */
    private void refuseOther(Session session, OccasionKey key, DeclareRequest asked) {
        Optional<DeclareRequest> before = session.requests()
                .find(key)
                .map(row -> DeclareRequest.parse(row.occasion()))
                .or(() -> asDeclared(session, key.job(), key.occasion()));
        boolean same = before.map(first -> first.occasion().equals(asked.occasion())
                        && first.submitter().equals(asked.submitter()))
                .orElse(true);
        if (!same) {
            throw new EngineException(reused(key));
        }
    }

    Map<String, Identity> redeclare(String jobName, List<String> taskNames, String occasionKey) {
        new DeclarationGuard(core.guard()).given(Map.of("Name of the job", jobName, "Occasion", occasionKey));
        BoundJob job = core.registry().get(jobName);
        List<BoundTask> tasks = taskNames.isEmpty()
                ? job.roots()
                : taskNames.stream().map(name -> task(job, name)).toList();
        DeclareRequest before = before(job, occasionKey);
        List<Prepared> prepared = prepare(job, plain(tasks), before);
        List<OccasionKey> mapped = changed(job, tasks, before);
        return core.door().pass(passage -> redeclare(passage, before, prepared, mapped));
    }

    /** Returns the mapped tasks of which at least one run would be another one. */
    private List<OccasionKey> changed(BoundJob job, List<BoundTask> tasks, DeclareRequest request) {
        return tasks.stream()
                .filter(task -> task.task().mapped().isPresent())
                .map(task -> new OccasionKey(
                        job.name(), task.task().name(), request.occasion().key()))
                .filter(key -> recorded(
                        key,
                        () -> new MappedChange(core)
                                .differs(job.find(key.task()).orElseThrow(), request, key)))
                .toList();
    }

    private Map<String, Identity> redeclare(
            Passage passage, DeclareRequest before, List<Prepared> prepared, List<OccasionKey> mapped) {
        Map<String, Identity> declared = new LinkedHashMap<>();
        Instant now = Times.millis(core.clock());
        for (OccasionKey key : mapped) {
            passage.session().requests().delete(key);
            passage.session().requests().insert(new RequestRow(key, before.toText(), now, 0, "", now));
        }
        for (Prepared one : prepared) {
            String identity = one.identity().toString();
            if (passage.session().declarations().find(identity).isEmpty()) {
                int number = passage.session().declarations().lastNumber(one.key()) + 1;
                passage.session().requests().delete(one.key());
                core.declarer().declare(passage, one, number, Times.millis(core.clock()));
                declared.put(one.declaration().task(), one.identity());
            }
        }
        if (declared.isEmpty() && mapped.isEmpty()) {
            throw same(before, prepared);
        }
        return declared;
    }

    private static EngineException same(DeclareRequest before, List<Prepared> prepared) {
        String identity = prepared.stream()
                .findFirst()
                .map(one -> " of job '" + one.declaration().job() + "' for occasion '"
                        + before.occasion().key() + "' would be the same, " + one.identity())
                .orElse("s for occasion '" + before.occasion().key() + "' would be the same");
        return new EngineException(
                "Redeclaration refused: the declaration" + identity + ". Use rerun(identity) to execute it again.");
    }

    private static BoundTask task(BoundJob job, String name) {
        job.job().task(name);
        return job.find(name).orElseThrow();
    }

    private static List<BoundTask> plain(List<BoundTask> tasks) {
        return tasks.stream().filter(task -> task.task().mapped().isEmpty()).toList();
    }

    private List<Prepared> prepare(BoundJob job, List<BoundTask> tasks, DeclareRequest request) {
        List<Prepared> prepared = new ArrayList<>();
        for (BoundTask task : tasks) {
            OccasionKey key = new OccasionKey(
                    job.name(), task.task().name(), request.occasion().key());
            prepared.add(recorded(
                    key,
                    () -> core.preparer().prepare(task, request.occasion(), request.submitter(), request.redeclare())));
        }
        return prepared;
    }

    /** Stores why what a person asked for was refused. */
    private <T> T recorded(OccasionKey key, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            core.store().writeOnly(session -> core.refusals().record(session, key, refusal));
            throw refusal;
        }
    }

    /** Returns the occasion and submitter as they were declared, or as the schedule says if the slot was not. */
    private DeclareRequest before(BoundJob job, String occasionKey) {
        return core.store()
                .read(session -> asDeclared(session, job.name(), occasionKey))
                .or(() -> slot(job, occasionKey))
                .orElseThrow(() -> new EngineException("Job '" + job.name() + "' has no decided occasion '"
                        + occasionKey + "'. Give one that its history shows, such as slot:NAME:2026-01-05T03:00:00Z."));
    }

    private static Optional<DeclareRequest> asDeclared(Session session, String job, String occasion) {
        return session.runs().ofOccasion(job, occasion).stream()
                .findFirst()
                .flatMap(run -> session.declarations().find(run.identity()))
                .map(row -> Declaration.parse(row.body().toArray()))
                .map(declaration -> new DeclareRequest(
                        declaration.occasion(), declaration.responsible().submitter(), true));
    }

    private Optional<DeclareRequest> slot(BoundJob job, String occasionKey) {
        return Occasions.parse(job.job(), occasionKey)
                .filter(slot -> isDecided(job.name(), slot.schedule(), slot.scheduledFor()))
                .map(slot -> new DeclareRequest(slot, Responsible.SCHEDULE, true));
    }

    private boolean isDecided(String job, String schedule, Instant slot) {
        return core.store().read(session -> {
            Slots slots = session.slots();
            return slots.findCursor(job, schedule)
                            .filter(cursor -> !cursor.decidedTo().isBefore(slot))
                            .isPresent()
                    || !slots.decidedBetween(job, schedule, slot.minusMillis(1), slot)
                            .isEmpty();
        });
    }
}

package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Slots;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
        BoundJob job = core.registry().get(jobName);
        Manual occasion =
                new Manual(request.key().orElseGet(requestIds), job.job().params(params), request.dataInterval());
        try {
            return trigger(prepare(job, job.roots(), occasion, request.submitter(), false));
        } catch (KeyTaken first) {
            return trigger(prepare(job, job.roots(), occasion, request.submitter(), false));
        }
    }

    private Map<String, Identity> trigger(List<Prepared> prepared) {
        return core.door().pass(passage -> {
            Map<String, Identity> declared = new LinkedHashMap<>();
            for (Prepared one : prepared) {
                Identity identity = core.declarer().declare(passage, one, 1, Times.millis(core.clock()));
                if (!identity.equals(one.identity())) {
                    KeyTaken.refuse(passage.session(), one, identity);
                    throw reused(one, identity);
                }
                declared.put(one.declaration().task(), identity);
            }
            return declared;
        });
    }

    private static EngineException reused(Prepared later, Identity first) {
        return new EngineException("Request refused, REQUEST_REUSED: '"
                + later.declaration().occasion().key() + "' of job '"
                + later.declaration().job()
                + "' was declared before, and differs. Use another request key, or redeclare the occasion."
                + "\n  declared: " + first + "\n  now:      " + later.identity());
    }

    Map<String, Identity> redeclare(String jobName, List<String> taskNames, String occasionKey) {
        BoundJob job = core.registry().get(jobName);
        List<BoundTask> tasks = taskNames.isEmpty()
                ? job.roots()
                : taskNames.stream().map(name -> task(job, name)).toList();
        DeclareRequest before = before(job, occasionKey);
        List<Prepared> prepared = prepare(job, tasks, before.occasion(), before.submitter(), true);
        return core.door().pass(passage -> redeclare(passage, prepared));
    }

    private Map<String, Identity> redeclare(Passage passage, List<Prepared> prepared) {
        Map<String, Identity> declared = new LinkedHashMap<>();
        for (Prepared one : prepared) {
            String identity = one.identity().toString();
            if (passage.session().declarations().find(identity).isEmpty()) {
                int number = passage.session().declarations().lastNumber(one.key()) + 1;
                passage.session().requests().delete(one.key());
                core.declarer().declare(passage, one, number, Times.millis(core.clock()));
                declared.put(one.declaration().task(), one.identity());
            }
        }
        if (declared.isEmpty()) {
            throw new EngineException("Redeclaration refused: the declaration of job '"
                    + prepared.get(0).declaration().job() + "' for occasion '"
                    + prepared.get(0).declaration().occasion().key() + "' would be the same, "
                    + prepared.get(0).identity() + ". Use rerun(identity) to execute it again.");
        }
        return declared;
    }

    private static BoundTask task(BoundJob job, String name) {
        job.job().task(name);
        return job.find(name).orElseThrow();
    }

    private List<Prepared> prepare(
            BoundJob job, List<BoundTask> tasks, Occasion occasion, String submitter, boolean redeclared) {
        List<Prepared> prepared = new ArrayList<>();
        for (BoundTask task : tasks) {
            try {
                prepared.add(core.preparer().prepare(task, occasion, submitter, redeclared));
            } catch (Refusal refusal) {
                OccasionKey key = new OccasionKey(job.name(), task.task().name(), occasion.key());
                core.store().writeOnly(session -> core.refusals().record(session, key, refusal));
                throw refusal;
            }
        }
        return prepared;
    }

    /** Returns the occasion and submitter as they were declared, or as the schedule says if the slot was not. */
    private DeclareRequest before(BoundJob job, String occasionKey) {
        return core.store()
                .read(session -> session.runs().ofOccasion(job.name(), occasionKey).stream()
                        .min(Comparator.comparing(run -> session.erasures().isErased(run.identity())))
                        .flatMap(run -> session.declarations().find(run.identity())))
                .map(row -> Declaration.parse(row.body().toArray()))
                .map(declaration -> new DeclareRequest(
                        declaration.occasion(), declaration.responsible().submitter(), true))
                .or(() -> slot(job, occasionKey))
                .orElseThrow(() -> new EngineException("Job '" + job.name() + "' has no decided occasion '"
                        + occasionKey + "'. Give one that its history shows, such as slot:NAME:2026-01-05T03:00:00Z."));
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

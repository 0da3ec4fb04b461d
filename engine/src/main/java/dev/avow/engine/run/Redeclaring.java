package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Slots;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares an occasion anew from today's definition. */
final class Redeclaring {

    private final Core core;

    Redeclaring(Core core) {
        this.core = core;
    }

    /** @param taskNames those that come after no other if none is named */
    Map<String, Identity> redeclare(String jobName, List<String> taskNames, String occasionKey, Who who) {
        new DeclarationGuard(core.guard()).given(Map.of("Name of the job", jobName, "Occasion", occasionKey));
        BoundJob job = core.registry().get(jobName);
        List<BoundTask> tasks = tasks(job, taskNames);
        DeclareRequest before = before(job, occasionKey);
        List<Prepared> prepared = new Asked(core).prepare(job, tasks, before);
        List<OccasionKey> mapped = changed(job, tasks, before);
        return core.door().pass(passage -> {
            mapped.forEach(key -> ask(passage.session(), key, before, who));
            Map<String, Identity> declared = declare(passage, prepared, who);
            if (declared.isEmpty() && mapped.isEmpty()) {
                throw same(before, prepared);
            }
            return declared;
        });
    }

    /** Returns the mapped tasks of which at least one run would be another one. */
    private List<OccasionKey> changed(BoundJob job, List<BoundTask> tasks, DeclareRequest request) {
        return tasks.stream()
                .filter(task -> task.task().mapped().isPresent())
                .map(task -> new OccasionKey(
                        job.name(), task.task().name(), request.occasion().key()))
                .filter(key -> new Asked(core)
                        .recorded(
                                key,
                                request,
                                () -> new MappedChange(core)
                                        .differs(job.find(key.task()).orElseThrow(), request, key)))
                .toList();
    }

    /** The runs of a mapped task are declared next. */
    private void ask(Session session, OccasionKey key, DeclareRequest request, Who who) {
        Instant now = Times.millis(core.clock());
        session.requests().delete(key);
        session.requests().insert(new RequestRow(key, request.toText(), now, 0, "", now));
        JsonObject.Builder event = JsonObject.builder().put("task", key.task()).put("occasion", key.occasion());
        who.event().members().forEach(event::put);
        core.journal().job(session, EventKind.REDECLARED, key.job(), event.build());
    }

    private Map<String, Identity> declare(Passage passage, List<Prepared> prepared, Who who) {
        Map<String, Identity> declared = new LinkedHashMap<>();
        for (Prepared one : prepared) {
            String identity = one.identity().toString();
            if (passage.session().declarations().find(identity).isEmpty()) {
                int number = passage.session().declarations().lastNumber(one.key()) + 1;
                passage.session().requests().delete(one.key());
                core.declarer().declare(passage, one, number);
                core.journal()
                        .run(passage.session(), EventKind.REDECLARED, one.key().job(), one.identity(), who.event());
                declared.put(one.declaration().task(), one.identity());
            }
        }
        return declared;
    }

    /** Refuses to declare an occasion anew whose declarations would be the same. */
    static EngineException same(DeclareRequest before, List<Prepared> prepared) {
        String identity = prepared.stream()
                .findFirst()
                .map(one -> " of job '" + one.declaration().job() + "' for occasion '"
                        + before.occasion().key() + "' would be the same, " + one.identity())
                .orElse("s for occasion '" + before.occasion().key() + "' would be the same");
        return new EngineException("Redeclaration refused: the declaration" + identity
                + ". When it has ended, and was not rejected, use rerun(identity) to execute it again.");
    }

    /** Returns the tasks of these names, or those that come after no other if none is named. */
    static List<BoundTask> tasks(BoundJob job, List<String> names) {
        return names.isEmpty()
                ? job.roots()
                : names.stream().map(name -> task(job, name)).toList();
    }

    private static BoundTask task(BoundJob job, String name) {
        job.job().task(name);
        return job.find(name).orElseThrow();
    }

    /** Returns the occasion and submitter as they were declared, or as the schedule says if the slot was not. */
    DeclareRequest before(BoundJob job, String occasionKey) {
        return core.store()
                .read(session -> asDeclared(session, job.name(), occasionKey))
                .or(() -> slot(job, occasionKey))
                .orElseThrow(() -> new EngineException("Job '" + job.name() + "' has no decided occasion '"
                        + occasionKey + "'. Give one that its history shows, such as slot:NAME:2026-01-05T03:00:00Z."));
    }

    /** Returns what was asked for an occasion that was declared. */
    static Optional<DeclareRequest> asDeclared(Session session, String job, String occasion) {
        List<RunRow> runs = session.runs().ofOccasion(job, occasion);
        return runs.stream()
                .filter(run -> !session.erasures().isErased(run.identity()))
                .findFirst()
                .or(() -> runs.stream().findFirst())
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

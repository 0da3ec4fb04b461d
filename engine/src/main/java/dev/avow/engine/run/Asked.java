package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.engine.dsl.BoundTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the declarations that a person asks for, and stores why one cannot be made. */
final class Asked {

    private final Core core;

    Asked(Core core) {
        this.core = core;
    }

    /**
     * Makes the declarations of those of these tasks that are not mapped.
     *
     * @throws Refusal if one cannot be made; that is stored
     */
    List<Prepared> prepare(BoundJob job, List<BoundTask> tasks, DeclareRequest request) {
        List<Prepared> prepared = new ArrayList<>();
        for (BoundTask task : tasks) {
            if (task.task().mapped().isEmpty()) {
                OccasionKey key = new OccasionKey(
                        job.name(), task.task().name(), request.occasion().key());
                prepared.add(recorded(
                        key,
                        request,
                        () -> core.preparer()
                                .prepare(task, request.occasion(), request.submitter(), request.redeclare())));
            }
        }
        return prepared;
    }

    /** Does some work of which a refusal is stored. */
    <T> T recorded(OccasionKey key, DeclareRequest request, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            core.store().writeOnly(session -> core.refusals().record(session, key, refusal, request.redeclare()));
            throw refusal;
        }
    }
}

package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.identity.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Builds declarations as the declare step would, and stores nothing. */
final class PreviewStep {

    private final Core core;
    private final Supplier<String> requestIds;

    PreviewStep(Core core, Supplier<String> requestIds) {
        this.core = core;
        this.requestIds = requestIds;
    }

    List<Preview> slot(String jobName, String occasionKey) {
        new DeclarationGuard(core.guard()).given(Map.of("Name of the job", jobName, "Occasion", occasionKey));
        BoundJob job = core.registry().get(jobName);
        Occasion slot = Occasions.parse(job.job(), occasionKey)
                .orElseThrow(() -> new EngineException("Job '" + jobName + "' has no slot '" + occasionKey
                        + "'. Give one as slot:NAME:TIME, such as slot:default:2026-01-05T03:00:00Z."));
        return slot(job, slot);
    }

    List<Preview> slot(BoundJob job, Occasion slot) {
        return roots(job, slot, Responsible.SCHEDULE);
    }

    List<Preview> manual(String jobName, JsonObject params, ManualRequest request) {
        new DeclarationGuard(core.guard()).given(jobName, params, request);
        BoundJob job = core.registry().get(jobName);
        Manual occasion =
                new Manual(request.key().orElseGet(requestIds), job.job().params(params), request.dataInterval());
        return roots(job, occasion, request.submitter());
    }

    private List<Preview> roots(BoundJob job, Occasion occasion, String submitter) {
        List<Preview> previews = new ArrayList<>();
        DeclareRequest request = new DeclareRequest(occasion, submitter, false);
        for (BoundTask root : job.roots()) {
            new MappedChange(core).preview(root, request).forEach(prepared -> previews.add(preview(prepared)));
        }
        return previews;
    }

    private Preview preview(Prepared prepared) {
        boolean declared = core.store()
                .read(session -> session.declarations()
                        .find(prepared.identity().toString())
                        .isPresent());
        return new Preview(prepared.identity(), prepared.declaration(), declared);
    }
}

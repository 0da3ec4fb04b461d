package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Declares what a person asks for by hand. */
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
        try {
            return core.requests().pass(roots(job, asked), new RootsGroup(core)::declare, this::trigger);
        } catch (KeyTaken first) {
            return trigger(roots(job, asked));
        }
    }

    private Roots roots(BoundJob job, DeclareRequest asked) {
        return new Roots(core, asked, new Asked(core).prepare(job, job.roots(), asked), Roots.mapped(job, asked));
    }

    private Map<String, Identity> trigger(Roots roots) {
        return core.door().pass(passage -> {
            Map<String, Identity> declared = new LinkedHashMap<>();
            for (OccasionKey mapped : roots.mapped()) {
                refuseOther(passage.session(), mapped, roots.request());
                roots.ask(passage.session(), mapped);
            }
            for (Prepared one : roots.plain()) {
                Identity identity = core.declarer().declare(passage, one, 1);
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
                .or(() -> Redeclaring.asDeclared(session, key.job(), key.occasion()));
        if (before.isEmpty()) {
            session.declarations().findUndeclared(key).ifPresent(never -> {
                throw new EngineException("Request refused: task '" + key.task() + "' of job '" + key.job()
                        + "' was recorded for '" + key.occasion() + "' as never to be declared, " + never.reason()
                        + ". Use another request key.");
            });
        }
        boolean same = before.map(first -> first.occasion().equals(asked.occasion())
                        && first.submitter().equals(asked.submitter()))
                .orElse(true);
        if (!same) {
            throw new EngineException(reused(key));
        }
    }
}

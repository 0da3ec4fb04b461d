package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Session;
import dev.avow.engine.dsl.BoundTask;
import java.time.Instant;
import java.util.List;

/**
 * The tasks of an occasion that come after no other, ready to be declared in one transaction: mapped ones get a request
 * there, which is met next.
 */
record Roots(Core core, DeclareRequest request, List<Prepared> plain, List<OccasionKey> mapped) {

    /** @throws Refusal if a declaration cannot be made */
    static Roots prepare(Core core, BoundJob job, DeclareRequest request) {
        List<Prepared> plain = job.roots().stream()
                .filter(root -> root.task().mapped().isEmpty())
                .map(root ->
                        core.preparer().prepare(root, request.occasion(), request.submitter(), request.redeclare()))
                .toList();
        return new Roots(core, request, plain, mapped(job, request));
    }

    static List<OccasionKey> mapped(BoundJob job, DeclareRequest request) {
        return job.roots().stream()
                .filter(root -> root.task().mapped().isPresent())
                .map(root -> key(job, root, request))
                .toList();
    }

    private static OccasionKey key(BoundJob job, BoundTask root, DeclareRequest request) {
        return new OccasionKey(
                job.name(), root.task().name(), request.occasion().key());
    }

    /** Declares all of them; what was declared for the occasion before stays. */
    void declare(Passage passage) {
        plain.forEach(one -> core.declarer().declare(passage, one, 1));
        mapped.forEach(key -> ask(passage.session(), key));
    }

    /** Asks for the runs of a mapped task, unless that was done before. */
    void ask(Session session, OccasionKey key) {
        if (!Downstream.isDecided(session, key)) {
            Instant now = Times.millis(core.clock());
            session.requests().insert(new RequestRow(key, request.toText(), now, 0, "", now));
        }
    }

    /** Tells whether all roots of an occasion are declared, or asked for. */
    static boolean areDeclared(Session session, BoundJob job, DeclareRequest request) {
        return job.roots().stream().allMatch(root -> {
            OccasionKey key = key(job, root, request);
            return root.task().mapped().isPresent()
                    ? Downstream.isDecided(session, key)
                    : session.declarations().lastNumber(key) > 0;
        });
    }
}

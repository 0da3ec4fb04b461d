package dev.avow.engine.run;

import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Elements.ByOutput;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.run.UpstreamReader.Read;

/**
 * The number and the list that the request for a mapped task is met with: both are fixed before the first run is declared.
 *
 * @param row the request, with its number if that is not 1
 * @param upstream what the tasks before gave
 */
record Mapping(RequestRow row, MappedList list, Read upstream) {

    DeclareRequest request() {
        return DeclareRequest.parse(row.occasion());
    }

    int number() {
        return request().number().orElse(1);
    }

    /**
     * Returns what a request was met with before, or fixes it now. Where a task before has given something else since,
     * all is declared anew under the next number.
     *
     * @throws Refusal if the list cannot be made
     * @throws Skip if a condition of the task does not hold
     */
    static Mapping of(Core core, BoundTask task, RequestRow found) {
        DeclareRequest request = DeclareRequest.parse(found.occasion());
        Read upstream = core.preparer().upstream(task, request.occasion());
        new Conditions(core.store()).check(task, request.occasion(), upstream);
        RequestRow row = request.redeclare() && request.number().isEmpty() ? renumbered(core, found) : found;
        MappingRow kept = kept(core, task, row, upstream);
        if (isStale(core, task, row, kept, upstream)) {
            row = renumbered(core, row);
            kept = kept(core, task, row, upstream);
        }
        return new Mapping(row, new MappedLists(core.store()).kept(kept), upstream);
    }

    private static RequestRow renumbered(Core core, RequestRow row) {
        return core.store().write(session -> {
            int number = nextNumber(session, row);
            String text = DeclareRequest.parse(row.occasion()).numbered(number).toText();
            RequestRow numbered =
                    new RequestRow(row.key(), text, row.notBefore(), row.tries(), row.reason(), row.requestedAt());
            if (session.requests().delete(row.key())) {
                session.requests().insert(numbered);
            }
            return numbered;
        });
    }

    private static int nextNumber(Session session, RequestRow row) {
        int mapped =
                session.mappings().newest(row.key()).map(MappingRow::number).orElse(0);
        return Math.max(mapped, session.declarations().lastNumber(row.key())) + 1;
    }

    private static MappingRow kept(Core core, BoundTask task, RequestRow row, Read upstream) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        int number = request.number().orElse(1);
        return core.store()
                .read(session -> session.mappings().find(row.key(), number))
                .orElseGet(() -> {
                    MappedList list = new MappedLists(core.store()).find(task, request.occasion(), upstream.upstream());
                    byte[] document = list.toBytes();
                    new DeclarationGuard(core.guard()).refuse("List of " + row.key(), document);
                    String digest = core.store().contents().put(document).digest();
                    MappingRow mapping = new MappingRow(
                            row.key(), number, list.elements().size(), digest, Times.millis(core.clock()));
                    return core.store().write(session -> {
                        session.mappings().insert(mapping);
                        return session.mappings().find(row.key(), number).orElseThrow();
                    });
                });
    }

    private static boolean isStale(Core core, BoundTask task, RequestRow row, MappingRow kept, Read upstream) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        if (task.task().mapped().orElseThrow() instanceof ByOutput) {
            MappedList now = new MappedLists(core.store()).find(task, request.occasion(), upstream.upstream());
            if (!Digest.of(now.toBytes()).text().equals(kept.list())) {
                return true;
            }
        }
        return core.store()
                .read(session -> session
                        .runs()
                        .ofOccasion(row.key().job(), row.key().occasion())
                        .stream()
                        .filter(run -> run.key().equals(row.key()) && run.number() == kept.number())
                        .findFirst()
                        .flatMap(run -> session.declarations().find(run.identity()))
                        .map(declared -> Declaration.parse(declared.body().toArray()))
                        .filter(declared -> !declared.context().upstream().equals(upstream.upstream()))
                        .isPresent());
    }
}

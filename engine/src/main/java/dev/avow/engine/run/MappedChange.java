package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.run.OccasionRuns.TaskRuns;
import dev.avow.engine.run.UpstreamReader.Read;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Builds the declarations of a task, of which a mapped one has many, without storing anything. */
final class MappedChange {

    private final Core core;

    MappedChange(Core core) {
        this.core = core;
    }

    /**
     * Returns what would be declared now.
     *
     * @throws Refusal if the list or a declaration cannot be made
     * @throws Skip if a condition of the task does not hold
     */
    List<Prepared> preview(BoundTask task, DeclareRequest request) {
        if (task.task().mapped().isEmpty()) {
            return List.of(
                    core.previewer().prepare(task, request.occasion(), request.submitter(), request.redeclare()));
        }
        List<Prepared> all = new ArrayList<>();
        Read upstream = core.previewer().upstream(task, request.occasion());
        list(task, request, upstream)
                .elements()
                .forEach(element -> all.add(core.previewer().prepare(task, request, element, upstream)));
        return all;
    }

    private MappedList list(BoundTask task, DeclareRequest request, Read upstream) {
        new Conditions(core.store()).check(task, request.occasion(), upstream);
        return new MappedLists(core.store()).find(task, request.occasion(), upstream.upstream());
    }

    /** Tells whether any run would be another one, or there would be more or fewer; throws as {@link #preview}. */
    boolean differs(BoundTask task, DeclareRequest request, OccasionKey key) {
        TaskRuns now =
                core.store().read(session -> new OccasionRuns(session, key.job(), key.occasion()).of(key.task()));
        Read upstream = core.previewer().upstream(task, request.occasion());
        List<MappedElement> elements = list(task, request, upstream).elements();
        if (!now.mapped() || now.refused() || now.runs().size() != elements.size()) {
            return true;
        }
        Iterator<RunRow> runs = now.runs().iterator();
        return elements.stream()
                .map(element -> core.previewer().prepare(task, request, element, upstream))
                .anyMatch(one -> !one.identity().toString().equals(runs.next().identity()));
    }
}

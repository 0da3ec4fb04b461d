package dev.avow.telemetry.lineage;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.DataInterval;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.run.RunNotice;
import dev.avow.telemetry.EndedAttempt;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DefaultRunFacet;
import io.openlineage.client.OpenLineage.Job;
import io.openlineage.client.OpenLineage.Run;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacet;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** Makes the events of runs; threads may share it. */
final class RunEvents {

    static final URI PRODUCER = URI.create("urn:avow:telemetry");

    private final OpenLineage lineage = new OpenLineage(PRODUCER);
    private final String namespace;
    private final Datasets datasets;

    RunEvents(String namespace) {
        this.namespace = namespace;
        this.datasets = new Datasets(lineage, namespace);
    }

    RunEvent of(EventType type, RunNotice notice, RunDetail run, OpenOutputs open) {
        Declaration declaration = EndedAttempt.declaration(run);
        return lineage.newRunEventBuilder()
                .eventTime(time(notice.at()))
                .eventType(type)
                .run(run(type, notice, declaration))
                .job(job(notice))
                .inputs(datasets.inputs(declaration, open))
                .outputs(datasets.outputs(run, notice))
                .build();
    }

    private Job job(RunNotice notice) {
        return lineage.newJobBuilder()
                .namespace(namespace)
                .name(notice.job() + "." + notice.task())
                .facets(lineage.newJobFacetsBuilder()
                        .jobType(lineage.newJobTypeJobFacetBuilder()
                                .processingType("BATCH")
                                .integration("AVOW")
                                .jobType("TASK")
                                .build())
                        .build())
                .build();
    }

    private Run run(EventType type, RunNotice notice, Declaration declaration) {
        RunFacetsBuilder facets = lineage.newRunFacetsBuilder().put("avow", facet(notice));
        declaration
                .occasion()
                .interval()
                .ifPresent(interval -> facets.nominalTime(lineage.newNominalTimeRunFacetBuilder()
                        .nominalStartTime(start(interval))
                        .nominalEndTime(time(interval.end()))
                        .build()));
        if (type == EventType.FAIL || type == EventType.ABORT) {
            facets.errorMessage(lineage.newErrorMessageRunFacetBuilder()
                    .message("Run ended as " + notice.state() + ". See the history of " + notice.identity() + ".")
                    .programmingLanguage("JAVA")
                    .build());
        }
        return lineage.newRunBuilder()
                .runId(RunIds.of(notice.identity()))
                .facets(facets.build())
                .build();
    }

    private static RunFacet facet(RunNotice notice) {
        DefaultRunFacet facet = new DefaultRunFacet(PRODUCER);
        Map<String, Object> members = facet.getAdditionalProperties();
        members.put("identity", notice.identity().toString());
        members.put("job", notice.job());
        members.put("task", notice.task());
        members.put("occasion", notice.occasion());
        members.put("state", notice.state().name());
        notice.attempt().ifPresent(attempt -> members.put("attempt", attempt));
        return facet;
    }

    private static ZonedDateTime start(DataInterval interval) {
        return time(interval.start());
    }

    private static ZonedDateTime time(Instant at) {
        return at.atZone(ZoneOffset.UTC);
    }
}

package dev.avow.telemetry.lineage;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.run.RunNotice;
import dev.avow.telemetry.EndedAttempt;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DatasetFacets;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputDatasetBuilder;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.OutputDatasetBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs read and made, as datasets: one for each declared name, whose version is the digest. Names have no slash, so
 * that no input is taken for an output. Threads may share it.
 */
final class Datasets {

    private final OpenLineage lineage;
    private final String namespace;
    private final History history;

    Datasets(OpenLineage lineage, String namespace, History history) {
        this.history = history;
        this.lineage = lineage;
        this.namespace = namespace;
    }

    /** Returns the declared inputs, and outputs of tasks before, each once for each version. */
    List<InputDataset> inputs(Declaration declaration) {
        List<InputDataset> inputs = new ArrayList<>();
        declaration
                .context()
                .inputs()
                .forEach((name, input) -> inputs.add(input("inputs/" + declaration.job() + "/" + name, input)));
        declaration
                .context()
                .upstream()
                .forEach((task, upstream) -> runs(upstream)
                        .forEach(run -> run.outputs()
                                .forEach((name, digest) -> inputs.add(
                                        input(output(declaration.job(), task, name), digest, isOpen(run, name))))));
        return inputs.stream().distinct().toList();
    }

    private boolean isOpen(UpstreamRun run, String name) {
        return history.run(run.identity()).stream()
                .flatMap(detail -> detail.attempts().stream())
                .filter(attempt -> attempt.number() == run.attempt())
                .flatMap(attempt -> attempt.outputs().stream())
                .anyMatch(output -> output.name().equals(name) && output.privacy() == Privacy.OPEN);
    }

    private static List<UpstreamRun> runs(Upstream upstream) {
        if (upstream instanceof UpstreamRun run) {
            return List.of(run);
        }
        return upstream instanceof UpstreamRuns runs ? runs.runs() : List.of();
    }

    private InputDataset input(String name, DeclaredInput input) {
        return lineage.newInputDatasetBuilder()
                .namespace(namespace)
                .name(name)
                .facets(version(input.digest()))
                .inputFacets(lineage.newInputDatasetInputFacetsBuilder()
                        .inputStatistics(lineage.newInputStatisticsInputDatasetFacetBuilder()
                                .size(input.size())
                                .build())
                        .build())
                .build();
    }

    private InputDataset input(String name, Digest digest, boolean open) {
        InputDatasetBuilder dataset =
                lineage.newInputDatasetBuilder().namespace(namespace).name(name);
        return open ? dataset.facets(version(digest)).build() : dataset.build();
    }

    /** Returns the outputs of a success, which tasks after it read. */
    List<OutputDataset> outputs(RunDetail run, RunNotice notice) {
        if (notice.state() != RunState.SUCCEEDED) {
            return List.of();
        }
        return EndedAttempt.of(run, notice)
                .map(EndedAttempt::attempt)
                .map(AttemptView::outputs)
                .orElse(List.of())
                .stream()
                .map(output -> output(output(notice.job(), notice.task(), output.name()), output))
                .toList();
    }

    private static String output(String job, String task, String name) {
        return "outputs/" + job + "/" + task + "/" + name;
    }

    /** The digest of a private output would confirm a guess of it. */
    private OutputDataset output(String name, OutputView output) {
        OutputDatasetBuilder dataset =
                lineage.newOutputDatasetBuilder().namespace(namespace).name(name);
        if (output.privacy() == Privacy.OPEN) {
            dataset.facets(version(output.digest()))
                    .outputFacets(lineage.newOutputDatasetOutputFacetsBuilder()
                            .outputStatistics(lineage.newOutputStatisticsOutputDatasetFacetBuilder()
                                    .size(output.size())
                                    .build())
                            .build());
        }
        return dataset.build();
    }

    private DatasetFacets version(Digest digest) {
        return lineage.newDatasetFacetsBuilder()
                .version(lineage.newDatasetVersionDatasetFacet(digest.text()))
                .build();
    }
}

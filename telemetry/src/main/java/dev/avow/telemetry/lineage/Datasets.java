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
import java.util.Optional;
import java.util.Set;

/**
 * What runs read and made, as datasets: one for each declared name, whose version is the digest. Names have no slash, so
 * that no input is taken for an output. Threads may share it.
 */
final class Datasets {

    private final OpenLineage lineage;
    private final String namespace;

    Datasets(OpenLineage lineage, String namespace) {
        this.lineage = lineage;
        this.namespace = namespace;
    }

    /** Returns the declared inputs, and outputs of tasks before, each once for each version. */
    List<InputDataset> inputs(Declaration declaration, OpenOutputs open) {
        List<InputDataset> inputs = new ArrayList<>();
        declaration
                .context()
                .inputs()
                .forEach((name, input) -> inputs.add(input("inputs/" + declaration.job() + "/" + name, input)));
        declaration
                .context()
                .upstream()
                .forEach((task, upstream) ->
                        runs(upstream).forEach(run -> inputs.addAll(read(declaration.job(), task, run, open.of(run)))));
        return inputs.stream().distinct().toList();
    }

    private List<InputDataset> read(String job, String task, UpstreamRun run, Set<String> open) {
        List<InputDataset> read = new ArrayList<>();
        run.outputs()
                .forEach((name, digest) -> read.add(
                        input(output(job, task, name), Optional.of(digest).filter(d -> open.contains(name)))));
        return read;
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

    private InputDataset input(String name, Optional<Digest> digest) {
        InputDatasetBuilder dataset =
                lineage.newInputDatasetBuilder().namespace(namespace).name(name);
        digest.ifPresent(known -> dataset.facets(version(known)));
        return dataset.build();
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

package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.records.RecordParameters;
import dev.avow.operators.records.RecordReader;
import dev.avow.operators.records.TextRecord;
import dev.langchain4j.data.segment.TextSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Embeds text segments: one vector for each, in their order. Threads may share it.
 *
 * <table>
 * <caption>Parameters, beside those of {@link RecordParameters}</caption>
 * <tr><td>{@code max_segments}</td><td>1 to 100,000; 10,000</td></tr>
 * <tr><td>{@code max_characters}</td><td>of one segment, 1 to 1,000,000; 8,192</td></tr>
 * <tr><td>{@code batch_size}</td><td>most segments in one call of the model, 1 to 2,048; 64</td></tr>
 * <tr><td>{@code dimensions}</td><td>that vectors must have, 1 to 65,536; those of the model by default. A remote model is
 *     asked for them</td></tr>
 * <tr><td>{@code progress_every}</td><td>segments between two lines of progress in the log, at INFO, 1 to 100,000;
 *     1,000</td></tr>
 * <tr><td>{@code connection}</td><td>the name of the connection to a remote model; none by default</td></tr>
 * </table>
 *
 * <p>Output {@code embeddings}, of the media type {@value #MEDIA_TYPE}: a NumPy array of shape (segments, dimension) in
 * float32, which {@link Vectors#ofNpy} and {@code numpy.load} read. Its bytes are the same for the same model on the
 * same kind of processor; other processors may round the last bits of a vector differently. Output {@code ids}, of the media
 * type {@value #IDS_MEDIA_TYPE}: for each row, in the same order, a line {@code {"id":"...","row":0}}.
 *
 * <p>Notes: {@code segments}, {@code dimension}, and {@code input_tokens} if the model counts them.
 *
 * <p>A segment that is blank, too long or not of the format, too many segments, none at all, two of one id, a text that is
 * not UTF-8, vectors of other dimensions than the declared ones, and whatever LangChain4j calls not retriable fail for good.
 * All other failures of a model may be retried.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy: the NPY format</a>
 */
public final class EmbeddingOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "embedding";

    /** The name of the output. */
    public static final String OUTPUT = "embeddings";

    /** The media type of the output. */
    public static final String MEDIA_TYPE = "application/x-npy";

    /** The name of the output that says which vector is of which segment. */
    public static final String IDS = "ids";

    /** The media type of that output. */
    public static final String IDS_MEDIA_TYPE = "application/x-ndjson";

    private final List<HostedModel> models;

    private EmbeddingOperator(List<HostedModel> models) {
        this.models = models;
    }

    /**
     * Returns an operator that can call these models.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EmbeddingOperator with(HostedModel... models) {
        if (models.length == 0) {
            throw new IllegalArgumentException("Operator 'embedding' has no model. Give at least one.");
        }
        return new EmbeddingOperator(List.of(models));
    }

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "2");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.MODEL, Component.PARAMETERS, Component.CONTEXT);
    }

    @Override
    public Optional<Set<String>> providers() {
        return Optional.of(
                models.stream().map(hosted -> hosted.model().provider()).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return EmbeddingParameters.read(defined).all();
    }

    /** Objects to a model that is not here, or is another one here, and to a source that is not declared. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        Optional<String> other = declaration.model().flatMap(this::objection);
        return other.isPresent()
                ? other
                : EmbeddingParameters.read(declaration.parameters()).records().objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        EmbeddingParameters parameters =
                EmbeddingParameters.read(run.declaration().parameters());
        HostedModel model = hosted(run.declaration());
        List<TextRecord> records = RecordReader.read(parameters.records(), run);
        List<TextSegment> segments =
                records.stream().map(record -> TextSegment.from(record.text())).toList();
        Embedder embedder = new Embedder(model.embeddingModel(run), run, new Progress(run, parameters.progressEvery()));
        Vectors vectors = embedder.embed(segments, parameters.batchSize());
        refuseOther(parameters, vectors);
        OperatorResult result = OperatorResult.success()
                .output(OUTPUT, MEDIA_TYPE, vectors.toNpy())
                .output(IDS, IDS_MEDIA_TYPE, ids(records))
                .note("segments", new JsonInteger(vectors.count()))
                .note("dimension", new JsonInteger(vectors.dimension()));
        return embedder.inputTokens().isPresent()
                ? result.note(
                        "input_tokens", new JsonInteger(embedder.inputTokens().getAsLong()))
                : result;
    }

    private static void refuseOther(EmbeddingParameters parameters, Vectors vectors) {
        if (parameters.dimensions().orElse(vectors.dimension()) != vectors.dimension()) {
            throw OperatorException.permanent("The model gave vectors of dimension " + vectors.dimension()
                    + ", and " + parameters.dimensions().getAsInt()
                    + " is declared. Declare another dimension, or use another model.");
        }
    }

    private static byte[] ids(List<TextRecord> records) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < records.size(); row++) {
            JsonObject line = JsonObject.builder()
                    .put("row", row)
                    .put("id", records.get(row).id())
                    .build();
            lines.append(CanonicalJson.text(line)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> objection(Model declared) {
        Optional<HostedModel> hosted = find(declared);
        if (hosted.isEmpty()) {
            return Optional.of("Embedding model '" + declared.name() + "' of provider '" + declared.provider()
                    + "' is not on this node. Give it to EmbeddingOperator.with(...).");
        }
        Model found = hosted.get().model();
        return found.equals(declared)
                ? Optional.empty()
                : Optional.of("Embedding model '" + declared.name()
                        + "' is another one here. Restore the declared weights, or declare the run again.\n  declared: "
                        + pin(declared) + "\n  found:    " + pin(found));
    }

    private HostedModel hosted(Declaration declaration) {
        Model declared = declaration
                .model()
                .orElseThrow(() -> OperatorException.permanent(
                        "Operator 'embedding' needs a model, and none is declared. Add model(...) to the task."));
        objection(declared).ifPresent(objection -> {
            throw OperatorException.permanent(objection);
        });
        return find(declared).orElseThrow();
    }

    private Optional<HostedModel> find(Model declared) {
        return models.stream()
                .filter(hosted -> hosted.model().provider().equals(declared.provider()))
                .filter(hosted -> hosted.model().name().equals(declared.name()))
                .findFirst();
    }

    private static String pin(Model model) {
        return model.digest()
                .map(Object::toString)
                .or(() -> model.version().map(version -> "version " + version))
                .orElse("unpinned");
    }
}

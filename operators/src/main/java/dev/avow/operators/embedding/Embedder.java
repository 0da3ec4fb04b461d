package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.model.HttpRefusal;
import dev.avow.operators.model.ModelFaults;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls a model batch by batch, for one attempt, and checks what it answers. */
final class Embedder {

    private static final int MOST_CAUSES = 20;

    private final EmbeddingModel model;
    private final DeclaredRun run;
    private final Progress progress;
    private OptionalLong inputTokens = OptionalLong.empty();

    Embedder(EmbeddingModel model, DeclaredRun run, Progress progress) {
        this.model = model;
        this.run = run;
        this.progress = progress;
    }

    /** @throws InterruptedException if the attempt is to end; seen between two batches at the latest */
    Vectors embed(List<TextSegment> segments, int batchSize) throws InterruptedException {
        List<float[]> rows = new ArrayList<>(segments.size());
        for (int from = 0; from < segments.size(); from += batchSize) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted after " + from + " of " + segments.size() + " segments.");
            }
            rows.addAll(batch(segments.subList(from, Math.min(from + batchSize, segments.size()))));
            progress.reached(rows.size(), segments.size());
        }
        try {
            return Vectors.of(rows);
        } catch (IllegalArgumentException e) {
            throw OperatorException.retriable("The model's answer is not usable: " + e.getMessage(), e);
        }
    }

    /** Returns the tokens of all calls so far, if the model counts them. */
    OptionalLong inputTokens() {
        return inputTokens;
    }

    private List<float[]> batch(List<TextSegment> batch) throws InterruptedException {
        Response<List<Embedding>> response = call(batch);
        if (response.content().size() != batch.size()) {
            throw OperatorException.retriable(
                    "The model gave " + response.content().size() + " vectors for " + batch.size()
                            + " segments. Try again, or use another model.",
                    null);
        }
        count(response.tokenUsage());
        return response.content().stream().map(Embedding::vector).toList();
    }

    private Response<List<Embedding>> call(List<TextSegment> batch) throws InterruptedException {
        try {
            return model.embedAll(batch);
        } catch (RuntimeException e) {
            if (isOfTheWay(e)) {
                throw ModelFaults.of(e, name(), run.now());
            }
            throw refused(batch, e);
        }
    }

    /** Tells whether a call did not get through, rather than that the model failed. */
    private static boolean isOfTheWay(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(cause -> cause instanceof HttpRefusal
                        || cause instanceof IOException
                        || cause instanceof InterruptedException);
    }

    private String name() {
        return run.declaration().model().map(Model::name).orElse("the task");
    }

    private static OperatorException refused(List<TextSegment> batch, RuntimeException e) {
        return e instanceof NonRetriableException
                ? OperatorException.permanent("The model refused " + batch.size() + " segments: " + e.getMessage(), e)
                : OperatorException.retriable(
                        "The model failed on " + batch.size() + " segments: " + e.getMessage(), e);
    }

    private void count(@Nullable TokenUsage usage) {
        if (usage != null && usage.inputTokenCount() != null) {
            inputTokens = OptionalLong.of(inputTokens.orElse(0) + usage.inputTokenCount());
        }
    }
}

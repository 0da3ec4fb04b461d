package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.operators.Source;

/** The words of {@link EmbeddingOperator} in a job's definition, for static import. */
public final class Embeddings {

    private Embeddings() {}

    /**
     * Returns a call that embeds text segments, one per line; {@link EmbeddingOperator} lists what else can be set.
     *
     * <pre>{@code
     * .task("embed", embedding(MiniLm.declared(), upstream("split", "sentences"))).after("split")
     * }</pre>
     */
    public static OperatorCall embedding(Model model, Source segments) {
        return OperatorCall.operator(EmbeddingOperator.NAME)
                .model(model)
                .parameter(EmbeddingParameters.SOURCE, segments.toString());
    }

    /** As {@link #embedding}, of segments that come as JSON Lines. */
    public static OperatorCall embeddingOfJsonLines(Model model, Source segments) {
        return embedding(model, segments).parameter(EmbeddingParameters.FORMAT, SegmentFormat.JSONL.parameter());
    }
}

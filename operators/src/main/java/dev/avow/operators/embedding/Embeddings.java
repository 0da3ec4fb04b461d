package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.operators.Source;
import dev.avow.operators.records.RecordFormat;
import dev.avow.operators.records.RecordParameters;

/** The words of {@link EmbeddingOperator} in a job's definition, for static import. */
public final class Embeddings {

    private Embeddings() {}

    /**
     * Returns a call that embeds text segments, one per line; {@link EmbeddingOperator} lists what else can be set.
     *
     * <pre>{@code
     * .task("embed", embedding(MiniLm.declared(), upstream("split", "sentences"))).after("split")
     * }</pre>
     *
     * @param more sources, which are read after the first
     */
    public static OperatorCall embedding(Model model, Source segments, Source... more) {
        return embedding(RecordFormat.LINES, model, segments, more);
    }

    /** As {@link #embedding}, of segments that come as JSON Lines, such as the rows of a query. */
    public static OperatorCall embeddingOfJsonLines(Model model, Source segments, Source... more) {
        return embedding(RecordFormat.JSONL, model, segments, more);
    }

    /** As {@link #embedding}, of contents each of which is one segment as a whole. */
    public static OperatorCall embeddingOfFiles(Model model, Source file, Source... more) {
        return embedding(RecordFormat.WHOLE, model, file, more);
    }

    private static OperatorCall embedding(RecordFormat format, Model model, Source first, Source... more) {
        return RecordParameters.reading(
                OperatorCall.operator(EmbeddingOperator.NAME).model(model), format, first, more);
    }
}

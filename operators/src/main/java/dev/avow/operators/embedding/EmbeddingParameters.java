package dev.avow.operators.embedding;

import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;

/**
 * The parameters of {@link EmbeddingOperator}.
 *
 * @param all of them, defaults included, as they are declared
 */
record EmbeddingParameters(
        Source source, SegmentFormat format, int batchSize, int maxSegments, int maxCharacters, JsonObject all) {

    static final String SOURCE = "source";
    static final String FORMAT = "format";

    static EmbeddingParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(EmbeddingOperator.NAME, defined);
        return new EmbeddingParameters(
                in.source(SOURCE),
                SegmentFormat.of(in.choice(FORMAT, SegmentFormat.parameters())),
                in.integer("batch_size", 64, 1, 2_048),
                in.integer("max_segments", 10_000, 1, 100_000),
                in.integer("max_characters", 8_192, 1, 1_000_000),
                in.done());
    }
}

package dev.avow.operators.embedding;

import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.records.RecordLimits;
import dev.avow.operators.records.RecordParameters;
import java.util.OptionalInt;

/**
 * The parameters of {@link EmbeddingOperator}.
 *
 * @param dimensions that vectors must have; empty for those of the model
 * @param progressEvery how many segments are between two lines of progress in the log
 * @param all of them, defaults included, as they are declared
 */
record EmbeddingParameters(
        RecordParameters records, int batchSize, OptionalInt dimensions, int progressEvery, JsonObject all) {

    private static final String DIMENSIONS = "dimensions";
    private static final RecordLimits SEGMENTS = new RecordLimits("segment", 10_000, 100_000, 8_192);

    static EmbeddingParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(EmbeddingOperator.NAME, defined);
        in.connection();
        return new EmbeddingParameters(
                RecordParameters.read(in, SEGMENTS),
                in.integer("batch_size", 64, 1, 2_048),
                dimensions(in),
                in.integer("progress_every", 1_000, 1, 100_000),
                in.done());
    }

    private static OptionalInt dimensions(ParameterReader in) {
        return in.optional(DIMENSIONS).isPresent()
                ? OptionalInt.of(in.integer(DIMENSIONS, 1, 1, 65_536))
                : OptionalInt.empty();
    }
}

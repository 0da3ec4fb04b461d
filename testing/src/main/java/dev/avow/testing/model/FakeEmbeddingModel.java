package dev.avow.testing.model;

import dev.avow.engine.identity.Digest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An embedding model whose vectors follow from the text alone: equal texts have equal vectors, of length 1, and a vector says
 * nothing of meaning. Threads may share it.
 */
public final class FakeEmbeddingModel implements EmbeddingModel {

    private final int dimension;
    private final List<List<String>> requests = new ArrayList<>();
    private final Deque<RuntimeException> faults = new ArrayDeque<>();

    private FakeEmbeddingModel(int dimension) {
        this.dimension = dimension;
    }

    /**
     * Returns a model of vectors of this many numbers.
     *
     * @throws IllegalArgumentException if that is not 1 to 64
     */
    public static FakeEmbeddingModel of(int dimension) {
        if (dimension < 1 || dimension > 64) {
            throw new IllegalArgumentException("Dimension " + dimension + " is not valid. Use 1 to 64.");
        }
        return new FakeEmbeddingModel(dimension);
    }

    /** Lets one request fail, the next that none is set for. */
    public synchronized FakeEmbeddingModel fails(RuntimeException fault) {
        faults.add(fault);
        return this;
    }

    /** Returns the texts of each request, in order, also where it failed. */
    public synchronized List<List<String>> requests() {
        return List.copyOf(requests);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public synchronized Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        requests.add(segments.stream().map(TextSegment::text).toList());
        RuntimeException fault = faults.poll();
        if (fault != null) {
            throw fault;
        }
        return Response.from(
                segments.stream().map(segment -> vector(segment.text())).toList());
    }

    /** Each number comes from a digit of the text's digest, so that none is 0. */
    private Embedding vector(String text) {
        String hex = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
        float[] numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = Character.digit(hex.charAt(i), 16) - 7.5f;
        }
        Embedding embedding = Embedding.from(numbers);
        embedding.normalize();
        return embedding;
    }
}

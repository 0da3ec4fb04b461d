package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Model;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A model of two dimensions, the length of the text and its batch's number, which remembers its batches. */
final class FakeModel implements EmbeddingModel {

    static final Model DECLARED = Model.ofVersion("tests", "lengths", "1");

    final List<Integer> batches = new ArrayList<>();
    private final Function<List<Embedding>, List<Embedding>> answer;

    FakeModel(Function<List<Embedding>, List<Embedding>> answer) {
        this.answer = answer;
    }

    static FakeModel thatAnswers() {
        return new FakeModel(Function.identity());
    }

    EmbeddingOperator operator() {
        return EmbeddingOperator.with(HostedModel.of(DECLARED, () -> this));
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        batches.add(segments.size());
        return Response.from(answer.apply(segments.stream()
                .map(segment -> Embedding.from(new float[] {segment.text().length(), batches.size()}))
                .toList()));
    }
}

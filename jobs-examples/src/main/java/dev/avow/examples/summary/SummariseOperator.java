package dev.avow.examples.summary;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import dev.avow.operators.embedding.Vectors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Summarises a text by some of its own sentences: those that are nearest to the text as a whole, and least like each
 * other.
 *
 * <p>Parameters: {@code source}, the sentences, one a line; {@code vectors}, their embeddings; {@code sentences}, how
 * many to pick, 1 to 100, 5 by default; {@code diversity}, how much likeness to sentences picked before counts against
 * one, 0 to 1, 0.3 by default; {@code min_words} and {@code max_words}, which sentences are candidates, 6 and 60 by
 * default. If too few are candidates, all are.
 *
 * <p>Outputs: {@code summary}, the picked sentences in the order of the text, one a line; {@code picks}, JSON, with the
 * position of each from 0 and its similarity to the text.
 */
@Singleton
@Named(SummariseOperator.NAME)
public final class SummariseOperator implements Operator {

    static final String NAME = "extractive-summary";
    static final String SUMMARY = "summary";
    static final String PICKS = "picks";

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS, Component.CONTEXT);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return Parameters.read(defined).all();
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        Parameters parameters = Parameters.read(declaration.parameters());
        return parameters
                .source()
                .objection(declaration)
                .or(() -> parameters.vectors().objection(declaration));
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException {
        Parameters parameters = Parameters.read(run.declaration().parameters());
        List<String> sentences = parameters.source().text(run).lines().toList();
        Cosine cosine = Cosine.of(Vectors.ofNpy(parameters.vectors().of(run).bytes()));
        if (cosine.count() != sentences.size()) {
            throw OperatorException.permanent("There are " + sentences.size() + " sentences and " + cosine.count()
                    + " vectors. Give the vectors of these sentences.");
        }
        Picker picker = Picker.of(cosine, parameters.diversity());
        List<Integer> picked = picker.pick(parameters.candidates(sentences), parameters.count());
        String summary = String.join("\n", picked.stream().map(sentences::get).toList()) + "\n";
        return OperatorResult.success()
                .output(SUMMARY, "text/plain", summary.getBytes(StandardCharsets.UTF_8))
                .output(PICKS, "application/json", CanonicalJson.bytes(picks(picked, picker)))
                .note("picked", new JsonInteger(picked.size()))
                .note("of", new JsonInteger(sentences.size()));
    }

    private static JsonArray picks(List<Integer> picked, Picker picker) {
        return new JsonArray(picked.stream()
                .<JsonValue>map(position -> JsonObject.builder()
                        .put("position", position)
                        .put("similarity", Cosine.decimal(picker.centrality()[position]))
                        .build())
                .toList());
    }

    private record Parameters(
            Source source, Source vectors, int count, double diversity, int minWords, int maxWords, JsonObject all) {

        static Parameters read(JsonObject defined) {
            ParameterReader in = new ParameterReader(NAME, defined);
            return new Parameters(
                    in.source("source"),
                    in.source("vectors"),
                    in.integer("sentences", 5, 1, 100),
                    in.decimal("diversity", "0.3", "0", "1").doubleValue(),
                    in.integer("min_words", 6, 1, 10_000),
                    in.integer("max_words", 60, 1, 10_000),
                    in.done());
        }

        List<Integer> candidates(List<String> sentences) {
            List<Integer> all = IntStream.range(0, sentences.size()).boxed().toList();
            List<Integer> fit =
                    all.stream().filter(at -> isCandidate(sentences.get(at))).toList();
            return fit.size() < count ? all : fit;
        }

        private boolean isCandidate(String sentence) {
            int words = sentence.split(" ", -1).length;
            return words >= minWords && words <= maxWords;
        }
    }
}

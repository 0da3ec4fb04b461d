package dev.avow.examples.summary;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures a summary against its text.
 *
 * <p>Parameters, each of which names a source: {@code source}, the text; {@code vectors}, the embeddings of its sentences;
 * {@code summary} and {@code picks}, the outputs of {@link SummariseOperator}.
 *
 * <p>Output {@code measures}, JSON, decimals as strings with four digits after the point:
 *
 * <ul>
 *   <li>{@code similarity}: of the mean vector of the picked sentences to that of all; 1 is the same direction
 *   <li>{@code lead_similarity}: the same for as many sentences from the start of the text, which a summary should beat
 *   <li>{@code redundancy}: the mean similarity of two picked sentences; 0 if there is one only
 *   <li>{@code coverage}: which part of the text's content words the summary has too
 *   <li>{@code compression}: the characters of the summary for one of the text
 *   <li>{@code sentences}, {@code of_sentences}: integers
 * </ul>
 */
@Singleton
@Named(MeasureOperator.NAME)
public final class MeasureOperator implements Operator {

    static final String NAME = "summary-measure";
    static final String OUTPUT = "measures";

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
        return Parameters.read(declaration.parameters())
                .sources()
                .flatMap(source -> source.objection(declaration).stream())
                .findFirst();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException {
        Parameters parameters = Parameters.read(run.declaration().parameters());
        String text = parameters.text().text(run);
        String summary = parameters.summary().text(run);
        Cosine cosine = Cosine.of(Vectors.ofNpy(parameters.vectors().of(run).bytes()));
        List<Integer> picks = picks(parameters.picks().of(run).bytes(), cosine.count());
        List<Integer> lead = IntStream.range(0, picks.size()).boxed().toList();
        JsonObject measures = JsonObject.builder()
                .put("similarity", Cosine.decimal(cosine.toMean(picks)))
                .put("lead_similarity", Cosine.decimal(cosine.toMean(lead)))
                .put("redundancy", Cosine.decimal(redundancy(cosine, picks)))
                .put("coverage", Cosine.decimal(ContentWords.coverage(text, summary)))
                .put("compression", Cosine.decimal((double) summary.length() / Math.max(1, text.length())))
                .put("sentences", picks.size())
                .put("of_sentences", cosine.count())
                .build();
        return OperatorResult.success().output(OUTPUT, "application/json", CanonicalJson.bytes(measures));
    }

    private static double redundancy(Cosine cosine, List<Integer> picks) {
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < picks.size(); i++) {
            for (int j = i + 1; j < picks.size(); j++) {
                pairs.add(cosine.of(picks.get(i), picks.get(j)));
            }
        }
        return pairs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static List<Integer> picks(byte[] json, int sentences) {
        try {
            if (CanonicalJson.parse(json) instanceof JsonArray array
                    && !array.values().isEmpty()) {
                return array.values().stream()
                        .map(pick -> position(pick, sentences))
                        .toList();
            }
        } catch (JsonRefusedException e) {
            throw OperatorException.permanent("The picks are not JSON. Give the output of a summary.", e);
        }
        throw OperatorException.permanent("There are no picks. Give the output of a summary.");
    }

    private static int position(JsonValue pick, int sentences) {
        if (pick instanceof JsonObject object
                && object.find("position").orElse(pick) instanceof JsonInteger position
                && position.value() >= 0
                && position.value() < sentences) {
            return (int) position.value();
        }
        throw OperatorException.permanent("A pick is not a position of one of " + sentences
                + " sentences. Give the output of a summary of these sentences.");
    }

    private record Parameters(Source text, Source vectors, Source summary, Source picks, JsonObject all) {

        static Parameters read(JsonObject defined) {
            ParameterReader in = new ParameterReader(NAME, defined);
            return new Parameters(
                    in.source("source"), in.source("vectors"), in.source("summary"), in.source("picks"), in.done());
        }

        Stream<Source> sources() {
            return Stream.of(text, vectors, summary, picks);
        }
    }
}

package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operator of one's own: finds the words that stand most often in a text. */
final class TopWords implements Operator {

    private static final String NAME = "top-words";
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** The words that a job calls the operator with. */
    static OperatorCall topWords(Source text) {
        return operator(NAME).parameter("text", text.toString());
    }

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1"); // raise the version when the behaviour or a default changes
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS, Component.CONTEXT);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return Parameters.read(defined).all(); // what is declared: every default written out
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        return Parameters.read(declaration.parameters()).text().objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException {
        Parameters parameters = Parameters.read(run.declaration().parameters());
        Map<String, Long> counts = WORD.matcher(parameters.text().text(run).toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        if (counts.isEmpty()) {
            throw OperatorException.permanent("The text has no words. Give one that has.");
        }
        String top = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(parameters.count())
                .map(word -> word.getKey() + " " + word.getValue() + "\n")
                .collect(Collectors.joining());
        return OperatorResult.success()
                .output("words", "text/plain", top.getBytes(StandardCharsets.UTF_8))
                .note("distinct_words", new JsonInteger(counts.size()));
    }

    /** Parameters are read in one place, so that what is declared and what is worked from cannot differ. */
    private record Parameters(Source text, int count, JsonObject all) {

        static Parameters read(JsonObject from) {
            ParameterReader in = new ParameterReader(NAME, from);
            return new Parameters(in.source("text"), in.integer("count", 10, 1, 1_000), in.done());
        }
    }
}

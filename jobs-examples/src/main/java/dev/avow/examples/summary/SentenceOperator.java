package dev.avow.examples.summary;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.sentdetect.SentenceDetectorME;

/**
 * Splits an English text into sentences.
 *
 * <p>Parameter {@code source}: the text. Output {@code sentences}: one a line, white space inside a sentence as single
 * spaces. The sentence model is declared by digest as {@code opennlp-en-ud-ewt-sentence}.
 */
@Singleton
@Named(SentenceOperator.NAME)
public final class SentenceOperator implements Operator {

    static final String NAME = "sentences";
    static final String OUTPUT = "sentences";

    private final SentenceFile file = SentenceFile.load();

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
        ParameterReader in = new ParameterReader(NAME, defined);
        in.source("source");
        return in.done();
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        Digest declared = declaration.context().environment().digests().get(SentenceFile.NAME);
        if (!file.digest().equals(declared)) {
            return Optional.of("The sentence model is not the declared one. Restore it, or declare the run again."
                    + "\n  declared: " + (declared == null ? "none" : declared)
                    + "\n  found:    " + file.digest());
        }
        return source(declaration).objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException {
        String text = source(run.declaration()).text(run);
        // why: a detector keeps state between calls, so each attempt has its own; they share the model
        List<String> sentences = Arrays.stream(new SentenceDetectorME(file.model()).sentDetect(text))
                .map(sentence -> sentence.strip().replaceAll("\\s+", " "))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        if (sentences.isEmpty()) {
            throw OperatorException.permanent("The text has no sentence. Give one that has.");
        }
        String lines = String.join("\n", sentences) + "\n";
        return OperatorResult.success()
                .output(OUTPUT, "text/plain", lines.getBytes(StandardCharsets.UTF_8))
                .note("sentences", new JsonInteger(sentences.size()));
    }

    private static Source source(Declaration declaration) {
        return new ParameterReader(NAME, declaration.parameters()).source("source");
    }
}

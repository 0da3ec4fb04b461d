package dev.avow.operators.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A real model of half a million weights on llama.cpp; one for the JVM, which takes requests one after another. */
final class TinyModel {

    private static final String FILE = "tiny-sotu-0.5m.gguf";

    private static final TinyModel SHARED = new TinyModel();

    private final LlamaModel model;

    private TinyModel() {
        System.setProperty("de.kherud.llama.tmpdir", directory().toString()); // why: two JVMs would overwrite one file
        model = new LlamaModel(new ModelParameters()
                .setModel(file().toString())
                .setCtxSize(2048)
                .disableLog()
                .setThreads(1)
                .setParallel(1));
    }

    static TinyModel shared() {
        return SHARED;
    }

    synchronized int tokens(String text) {
        return model.encode(text).length;
    }

    /** Gives the answer piece by piece, one for each token. */
    synchronized void generate(InferenceParameters parameters, Consumer<String> piece) {
        for (LlamaOutput output : model.generate(parameters)) {
            piece.accept(output.text);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("tiny");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        try (InputStream in = TinyModel.class.getResourceAsStream(FILE)) {
            Path file = directory().resolve(FILE);
            Files.copy(in, file);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

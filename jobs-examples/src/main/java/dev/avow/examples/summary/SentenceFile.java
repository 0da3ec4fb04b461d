package dev.avow.examples.summary;

import dev.avow.engine.identity.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import opennlp.tools.sentdetect.SentenceModel;

/**
 * OpenNLP's sentence model for English, as the class path has it; threads may share it.
 *
 * @param digest of the very bytes that the model was read from
 */
record SentenceFile(Digest digest, SentenceModel model) {

    /** The name under which the file's digest is declared. */
    static final String NAME = "opennlp-en-ud-ewt-sentence";

    /** What {@code sha256sum} prints for the file. */
    static final Digest DECLARED =
            new Digest("sha256:4de58d12b09421003c8b1ba13e8b58ec533b28e1f22a65272119dc0993d333e8");

    private static final String FILE = "/opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin";

    static SentenceFile load() {
        try (InputStream in = SentenceFile.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("Sentence model '" + FILE
                        + "' is not on the class path. Add the jar org.apache.opennlp:opennlp-models-sentdetect-en.");
            }
            byte[] bytes = in.readAllBytes();
            return new SentenceFile(Digest.of(bytes), new SentenceModel(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("Sentence model '" + FILE + "' cannot be read. Check its jar.", e);
        }
    }
}

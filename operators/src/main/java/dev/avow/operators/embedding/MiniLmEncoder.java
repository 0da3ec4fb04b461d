package dev.avow.operators.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.ByteArrayInputStream;

/** The MiniLM model on the ONNX runtime; the only class that needs the optional jars. */
final class MiniLmEncoder extends AbstractInProcessEmbeddingModel {

    private static final int DIMENSION = 384;

    /** Unless this is true, the tokenizer's library reports its use to a server of its makers. */
    private static final String NO_REPORTS = "OPT_OUT_TRACKING";

    private final OnnxBertBiEncoder encoder;

    private MiniLmEncoder(OnnxBertBiEncoder encoder) {
        super(Runnable::run); // why: an attempt works on its own thread, and can be counted and ended with it
        this.encoder = encoder;
    }

    /** @throws IllegalStateException if the runtime cannot load the model */
    static EmbeddingModel load(MiniLmFiles files) {
        if (System.getProperty(NO_REPORTS) == null) {
            System.setProperty(NO_REPORTS, "true");
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1); // why: half the processor time on sentences, and runs are parallel anyway
            OrtSession session = environment.createSession(files.weights(), options);
            return new MiniLmEncoder(new OnnxBertBiEncoder(
                    environment, session, new ByteArrayInputStream(files.tokenizer()), PoolingMode.MEAN));
        } catch (OrtException e) {
            throw new IllegalStateException("Model 'all-minilm-l6-v2-q' cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSION;
    }
}

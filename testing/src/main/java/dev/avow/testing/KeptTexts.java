package dev.avow.testing;

import dev.avow.db.ContentStore;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.history.RunDetail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** Texts of outputs, for messages of failed assertions on runs that a {@link ManualAvow} gave; threads may share it. */
public final class KeptTexts {

    private static final int SHOWN = 1000;

    private static final Map<RunDetail, ContentStore> STORES = new WeakHashMap<>();

    private KeptTexts() {}

    /** Remembers where the outputs of a run are, as long as somebody has the run. */
    static RunDetail remember(RunDetail run, ContentStore contents) {
        synchronized (STORES) {
            STORES.remove(run); // why: else an equal run of another store would stay the key, and go when it goes
            STORES.put(run, contents);
        }
        return run;
    }

    /**
     * Returns the text of an output, cut after {@value #SHOWN} characters.
     *
     * @return empty if it is private, is no UTF-8, is not kept, or its store is closed
     */
    public static Optional<String> of(RunDetail run, OutputView output) {
        Optional<ContentStore> store;
        synchronized (STORES) {
            store = Optional.ofNullable(STORES.get(run));
        }
        return output.privacy() == Privacy.OPEN ? store.flatMap(contents -> read(contents, output)) : Optional.empty();
    }

    private static Optional<String> read(ContentStore contents, OutputView output) {
        try (InputStream content = contents.open(output.digest().toString()).orElseGet(InputStream::nullInputStream)) {
            byte[] bytes = content.readAllBytes();
            if (bytes.length != output.size()) {
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // why: the failure that is to be shown matters, not that its text cannot be read
        }
    }
}

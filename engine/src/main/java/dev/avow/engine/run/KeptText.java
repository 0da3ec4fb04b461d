package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads contents as text, to be used while a run is declared. */
final class KeptText {

    private static final int MOST = 1 << 20;

    private final Store store;

    KeptText(Store store) {
        this.store = store;
    }

    /**
     * Returns a kept content, which must have its digest.
     *
     * @param what how messages begin
     * @throws EngineException if it is not kept, has other bytes, more than 1 MiB, or is no UTF-8
     */
    String of(String what, Digest digest) {
        try (InputStream in = store.contents()
                .open(digest.text())
                .orElseThrow(() -> new EngineException(what + " is not kept. Restore the content store."))) {
            return read(what, in, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read", e);
        }
    }

    /** As {@link #of}, of any stream. */
    static String read(String what, InputStream in, Digest declared) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new EngineException(what + " is read when a run is declared, and has more than " + MOST
                    + " bytes. Let the operator read it instead.");
        }
        if (!Digest.of(bytes).equals(declared)) {
            throw new EngineException(what + " changed while it was declared. Declare again.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EngineException(what + " is read when a run is declared, and is no UTF-8 text. Give text.", e);
        }
    }
}

package dev.avow.engine.verification;

import dev.avow.db.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads contents to their end, and so checks their bytes against their digests. */
final class KeptContents {

    private static final int REMEMBERED = 2_000;
    private static final int BUFFER = 1 << 16;

    private final Store store;
    private final Recent<Read> recent = new Recent<>(REMEMBERED);

    KeptContents(Store store) {
        this.store = store;
    }

    /**
     * A content.
     *
     * @param size in bytes
     * @param fault why its bytes do not have the digest; empty if they have
     */
    record Read(long size, String fault) {}

    /** Returns the content as it was found, or empty if it is not kept. */
    Optional<Read> read(String digest) {
        Optional<Read> known = recent.find(digest);
        if (known.isPresent()) {
            return known;
        }
        Optional<Read> found = store.contents().open(digest).map(KeptContents::drain);
        found.ifPresent(read -> recent.put(digest, read));
        return found;
    }

    /** Returns all bytes of a content, or empty if it is not kept, has another digest, or is longer than this. */
    Optional<byte[]> bytes(String digest, int most) {
        return store.contents().open(digest).flatMap(content -> {
            try (content) {
                byte[] bytes = content.readNBytes(most + 1);
                return Optional.of(bytes).filter(read -> read.length <= most);
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    private static Read drain(InputStream content) {
        long size = 0;
        try (content) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                size += count;
            }
            return new Read(size, "");
        } catch (IOException e) {
            return new Read(size, String.valueOf(e.getMessage()));
        }
    }
}

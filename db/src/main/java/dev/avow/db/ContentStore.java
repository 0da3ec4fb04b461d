package dev.avow.db;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Contents by their digest: what was put can be read again, unchanged, under its digest; threads may share it.
 *
 * <p>Contents up to 1 MiB lie in the database, larger ones in a directory. Each is kept in a transaction of its own, on
 * another connection than a {@link Store#write} that is under way.
 */
public interface ContentStore {

    /** The most bytes of a content in the database. */
    int MAX_IN_DATABASE = 1 << 20;

    /**
     * Keeps a content; keeping it again changes nothing.
     *
     * @throws StoreException if it cannot be kept
     */
    Kept put(byte[] content);

    /**
     * Keeps the content of a file as it is while this reads it.
     *
     * @throws StoreException if it cannot be read or kept
     */
    Kept put(Path file);

    /**
     * Keeps what a stream holds; nothing of it if the stream throws. The caller closes it.
     *
     * @throws StoreException if it cannot be read or kept
     */
    Kept put(InputStream content);

    /**
     * Opens a content. The stream fails with an {@link java.io.IOException}, at its end at the latest, if the bytes do
     * not have the digest.
     *
     * @return empty if this content is not kept
     */
    Optional<InputStream> open(String digest);

    /** Tells whether a content is kept in the directory. */
    boolean isInDirectory(String digest);

    /**
     * Deletes a content from the directory, if it is there.
     *
     * @throws StoreException if it cannot be deleted
     */
    void deleteFromDirectory(String digest);

    /** What was kept, and its size in bytes. */
    record Kept(String digest, long size) {}
}

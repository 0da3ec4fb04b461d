package dev.avow.db;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Texts that stand in declarations by their HMAC only, with the keys of those; never changed, and deleted when erased. */
public interface PrivateValues {

    /** Stores the key and the texts of a declaration, which must be stored before. */
    void insert(String identity, PrivateRow row);

    /** Returns the key and the texts of a declaration, or empty if none are kept. */
    Optional<PrivateRow> find(String identity);

    /** Deletes the key and the texts of a declaration, if there are any. */
    void delete(String identity);

    /**
     * The private values of one declaration; it is never printed.
     *
     * @param key of the HMACs, 32 bytes
     * @param texts in UTF-8, each at most 1 MiB, by their place in the declaration: a JSON pointer
     */
    record PrivateRow(Bytes key, Map<String, Bytes> texts) {

        public PrivateRow {
            texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        }
    }
}

package dev.avow.engine.gate;

import dev.avow.db.Bytes;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How the texts that are kept beside a declaration stand to its private values.
 *
 * @param fault what does not hold, with the place; empty unless it is a mismatch
 * @param texts all of them if they hold, else none
 */
public record PrivateCheck(State state, String fault, ClearTexts texts) {

    /** How the private values of a declaration stand. */
    public enum State {
        /** The declaration has no private values. */
        NONE,
        /** Each text is kept, and has the declared HMAC. */
        HOLDS,
        /** Texts and key were erased; the identity is that of the declaration all the same. */
        ERASED,
        /** A text or the key is missing or another one, and was not erased. */
        MISMATCH
    }

    /**
     * Checks each private value.
     *
     * @param kept reads what is kept beside the declaration; not asked if it has no private values
     * @param erased tells whether the run was erased; asked only if nothing is kept
     */
    public static PrivateCheck of(
            Declaration declaration, Supplier<Optional<PrivateRow>> kept, BooleanSupplier erased) {
        SortedMap<String, Hmac> declared = declaration.privateValues();
        if (declared.isEmpty()) {
            return new PrivateCheck(State.NONE, "", ClearTexts.none());
        }
        Optional<PrivateRow> row = kept.get();
        if (row.isPresent()) {
            return check(declared, row.get());
        }
        return erased.getAsBoolean()
                ? new PrivateCheck(State.ERASED, "", ClearTexts.none())
                : mismatch("the texts and their key are missing");
    }

    private static PrivateCheck check(SortedMap<String, Hmac> declared, PrivateRow row) {
        if (row.key().size() != Hmac.KEY_BYTES || !row.texts().keySet().equals(declared.keySet())) {
            return mismatch("the key or the places of the texts differ");
        }
        SortedMap<String, String> texts = new TreeMap<>();
        byte[] key = row.key().toArray();
        for (Map.Entry<String, Bytes> kept : row.texts().entrySet()) {
            Optional<String> text = utf8(kept.getValue());
            if (text.isEmpty() || !Hmac.of(key, text.get()).equals(declared.get(kept.getKey()))) {
                return mismatch("the text at " + kept.getKey() + " differs");
            }
            texts.put(kept.getKey(), text.get());
        }
        return new PrivateCheck(State.HOLDS, "", ClearTexts.of(texts));
    }

    private static PrivateCheck mismatch(String fault) {
        return new PrivateCheck(State.MISMATCH, fault, ClearTexts.none());
    }

    /** Returns the text that these bytes are, or empty if they are no UTF-8. */
    private static Optional<String> utf8(Bytes bytes) {
        try {
            ByteBuffer content = ByteBuffer.wrap(bytes.toArray());
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(content).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

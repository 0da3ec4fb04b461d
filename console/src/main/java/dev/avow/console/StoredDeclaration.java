package dev.avow.console;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.scl.SclDocument;
import java.util.Optional;

/** The bytes of a declaration as a store has them, which the identity that they were asked for may not have. */
final class StoredDeclaration {

    private final Identity identity;
    private final byte[] bytes;
    private final Digest digest;

    private StoredDeclaration(Identity identity, byte[] bytes) {
        this.identity = identity;
        this.bytes = bytes;
        this.digest = Digest.of(bytes);
    }

    /** Returns the declaration of this identity, if the store has one; the history has only its text, which cannot be hashed. */
    static Optional<StoredDeclaration> find(OpenStore store, Identity identity) {
        return store.store()
                .read(session -> session.declarations().find(identity.toString()))
                .map(DeclarationRow::body)
                .map(Bytes::toArray)
                .map(bytes -> new StoredDeclaration(identity, bytes));
    }

    /** Returns what stands for a declaration that is not there: no bytes. */
    static StoredDeclaration lost(Identity identity) {
        return new StoredDeclaration(identity, new byte[0]);
    }

    /** Returns the digest that the bytes have. */
    Digest digest() {
        return digest;
    }

    int size() {
        return bytes.length;
    }

    void write(Streams streams) {
        streams.out().write(bytes, 0, bytes.length);
    }

    /** Returns the declaration as an SCL document; empty for bytes without the identity, or not of a declaration. */
    Optional<SclDocument> scl() {
        if (!holds()) {
            return Optional.empty(); // why: an alias of other bytes would pass for one of the identity
        }
        try {
            return Optional.of(SclDocument.ofDeclaration(bytes));
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the bytes have the identity, and says so where they do not. */
    int check(Streams streams) {
        if (holds()) {
            return Main.DONE;
        }
        streams.out().flush();
        streams.err()
                .println("Stored declaration does not have the digest that is its identity."
                        + " Do not trust it; restore the database.\n  identity: " + identity + "\n  found:    "
                        + digest);
        return Main.DOES_NOT_HOLD;
    }

    private boolean holds() {
        return digest.equals(identity.digest());
    }
}

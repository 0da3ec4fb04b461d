package dev.avow.console;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.Printable;
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

    /** @throws InputException if the text is not an identity */
    static Identity identity(String text) {
        return Digest.find(text)
                .map(Identity::new)
                .orElseThrow(() -> new InputException("Identity " + Printable.quoted(text)
                        + " is not of the form sha256:<64 lower-case hex digits>."
                        + " Give all of it, as 'avow history JOB' prints it."));
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

    /** Says that the store has none. */
    static int none(Streams streams, OpenStore store, Identity identity) {
        streams.err()
                .println("No run has the identity " + identity + " in " + store.shown()
                        + ". Look it up with 'avow history JOB', or give another store with --db.");
        return Main.DOES_NOT_HOLD;
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

package dev.avow.engine.scl;

import dev.avow.engine.identity.Digest;

/** The document hash of SCL:V1, the SHA-256 of a document's canonical JSON; an alias of an identity, never one itself. */
public record SclHash(Digest digest) {

    /** Returns 64 lower-case hex digits, as the protocol writes a hash: without a prefix. */
    @Override
    public String toString() {
        return digest.hex();
    }
}

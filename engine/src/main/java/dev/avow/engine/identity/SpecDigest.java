package dev.avow.engine.identity;

/** The SHA-256 digest of a spec document's canonical bytes. */
public record SpecDigest(Digest digest) {

    /** Returns the digest that these canonical bytes have; it does not check that they are canonical. */
    public static SpecDigest of(byte[] canonicalBytes) {
        return new SpecDigest(Digest.of(canonicalBytes));
    }

    /** @throws IllegalArgumentException if the text is not {@code sha256:} and 64 lower-case hex digits */
    public static SpecDigest parse(String text) {
        return new SpecDigest(new Digest(text));
    }

    /** Returns the 32 bytes, as the store keeps them. */
    public byte[] raw() {
        return digest.raw();
    }

    /** Returns {@code sha256:} and 64 lower-case hex digits. */
    @Override
    public String toString() {
        return digest.text();
    }
}

package dev.avow.engine.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest in the text form of OCI.
 *
 * @param text {@code sha256:} and 64 lower-case hex digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI descriptor digests</a>
 */
public record Digest(String text) implements Comparable<Digest> {

    private static final String PREFIX = "sha256:";
    private static final int TEXT_LENGTH = PREFIX.length() + 64;

    /** @throws IllegalArgumentException if the text is not {@code sha256:} and 64 lower-case hex digits */
    public Digest {
        if (!isDigest(text)) {
            throw new IllegalArgumentException("Digest '" + Printable.text(text)
                    + "' is not of the form sha256:<64 lower-case hex digits>. Give the whole digest.");
        }
    }

    /** Returns the digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return ofRaw(sha256().digest(bytes));
    }

    /** Returns the digest whose 32 raw bytes these are. */
    public static Digest ofRaw(byte[] raw) {
        return new Digest(PREFIX + HexFormat.of().formatHex(raw));
    }

    /** Returns the digest of this text, or empty if it is not one. */
    public static Optional<Digest> find(String text) {
        return isDigest(text) ? Optional.of(new Digest(text)) : Optional.empty();
    }

    /** Returns a new SHA-256, for content that comes as a stream. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    /** Returns the 64 hex digits alone, as {@code sha256sum} prints them. */
    public String hex() {
        return text.substring(PREFIX.length());
    }

    /** Returns the 32 bytes. */
    public byte[] raw() {
        return HexFormat.of().parseHex(hex());
    }

    private static boolean isDigest(String text) {
        if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < TEXT_LENGTH; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Digest other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.avow.engine.identity;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HMAC-SHA-256 of a text, which stands for the text where that is private: who has no key can neither read the text nor
 * confirm a guess of it.
 *
 * @param text {@code hmac-sha256:} and 64 lower-case hex digits
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104: HMAC</a>
 */
public record Hmac(String text) {

    /** How many bytes a key has. */
    public static final int KEY_BYTES = 32;

    private static final String PREFIX = "hmac-sha256:";
    private static final String DIGEST = "sha256:";
    private static final String ALGORITHM = "HmacSHA256";

    /** @throws IllegalArgumentException if the text is not {@code hmac-sha256:} and 64 lower-case hex digits */
    public Hmac {
        if (!isHmac(text)) {
            throw new IllegalArgumentException("HMAC '" + Printable.text(text)
                    + "' is not of the form hmac-sha256:<64 lower-case hex digits>. Give the whole HMAC.");
        }
    }

    /**
     * Returns the HMAC of the UTF-8 bytes of a text.
     *
     * @throws JsonRefusedException if the text has a lone surrogate, since UTF-8 cannot carry it
     * @throws IllegalArgumentException if the key does not have {@value #KEY_BYTES} bytes
     */
    public static Hmac of(byte[] key, String clear) {
        Utf16.refuseLoneSurrogate(clear, JsonPointer.ROOT);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Key of " + key.length + " bytes is not valid. Give " + KEY_BYTES + " random bytes.");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] raw = mac.doFinal(clear.getBytes(StandardCharsets.UTF_8));
            return new Hmac(PREFIX + HexFormat.of().formatHex(raw));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256, which every Java must have.", e);
        }
    }

    /** Returns the HMAC of this text form, or empty if it is not one. */
    public static Optional<Hmac> find(String text) {
        return isHmac(text) ? Optional.of(new Hmac(text)) : Optional.empty();
    }

    private static boolean isHmac(String text) {
        return text.startsWith(PREFIX)
                && Digest.find(DIGEST + text.substring(PREFIX.length())).isPresent();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.avow.db.internal;

import dev.avow.db.StoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Digests as text, as bytes, and computed. */
final class Digests {

    private static final String PREFIX = "sha256:";
    private static final Pattern TEXT = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digests() {}

    static byte[] toBytes(String digest) {
        return HexFormat.of().parseHex(toHex(digest));
    }

    static String toHex(String digest) {
        if (!TEXT.matcher(digest).matches()) {
            throw new StoreException(
                    "Digest '" + digest + "' is not valid. Use 'sha256:' and 64 lower-case hex digits.");
        }
        return digest.substring(PREFIX.length());
    }

    static String toText(byte[] digest) {
        return PREFIX + HexFormat.of().formatHex(digest);
    }

    static String of(byte[] bytes) {
        return toText(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

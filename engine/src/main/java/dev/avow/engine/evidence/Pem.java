package dev.avow.engine.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Keys as text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468: textual encodings of keys</a>
 */
final class Pem {

    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final int LINE = 64;

    private Pem() {}

    static String text(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Returns the content of the first block with this label, or empty if there is none that can be read. */
    static Optional<byte[]> find(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        int start = text.indexOf(begin);
        int end = text.indexOf("-----END " + label + "-----", Math.max(start, 0));
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        try {
            String body = text.substring(start + begin.length(), end).replaceAll("\\s", "");
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package dev.avow.engine.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for secrets in bytes that come piece by piece, also across their borders; not for sharing between threads. */
final class SecretScanner {

    private static final String STARS = "***";
    private static final String BESIDE_BASE64 = "+/-_=";

    private final List<SecretLane> lanes;
    private long at;

    SecretScanner(SecretPatterns patterns) {
        this.lanes = patterns.lanes();
    }

    /** Reads the next bytes, and returns the first secret that ends in them. */
    Optional<SecretMatch> scan(byte[] bytes, int offset, int length) {
        List<SecretMatch> found = new ArrayList<>();
        for (int i = offset; i < offset + length && found.isEmpty(); i++) {
            read(bytes[i], found::add);
        }
        return found.stream().findFirst();
    }

    private void read(byte b, Consumer<SecretMatch> found) {
        for (SecretLane lane : lanes) {
            lane.read(b, at, found);
        }
        at++;
    }

    /** Returns the first secret in a text. */
    static Optional<SecretMatch> find(SecretPatterns patterns, byte[] text) {
        return patterns.isEmpty() ? Optional.empty() : new SecretScanner(patterns).scan(text, 0, text.length);
    }

    /** Returns the text with three stars for each secret, or the text itself if it has none. */
    static String redact(SecretPatterns patterns, String text) {
        if (patterns.isEmpty()) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<SecretMatch> found = new ArrayList<>();
        SecretScanner scanner = new SecretScanner(patterns);
        for (byte b : bytes) {
            scanner.read(b, match -> found.add(match.inBase64() ? whole(match, bytes) : match));
        }
        return found.isEmpty() ? text : redact(bytes, found);
    }

    private static String redact(byte[] bytes, List<SecretMatch> found) {
        found.sort(Comparator.comparingLong(SecretMatch::start));
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (SecretMatch match : found) {
            if (match.start() >= done) {
                out.append(text(bytes, done, (int) match.start())).append(STARS);
            }
            done = Math.max(done, (int) match.end());
        }
        return out.append(text(bytes, done, bytes.length)).toString();
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The characters beside have the rest of the secret's first and last bytes. */
    private static SecretMatch whole(SecretMatch match, byte[] bytes) {
        int start = (int) match.start();
        int end = (int) match.end();
        while (start > 0 && isBase64(bytes[start - 1])) {
            start--;
        }
        while (end < bytes.length && isBase64(bytes[end])) {
            end++;
        }
        return new SecretMatch(match.secret(), start, end, true);
    }

    private static boolean isBase64(byte b) {
        boolean letter = (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
        return letter || (b >= '0' && b <= '9') || BESIDE_BASE64.indexOf(b) >= 0;
    }
}

package dev.avow.engine.run;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Known secret values, in each of the ways of writing in which they are looked for: as they are, in the escapes of JSON, in
 * percent-encoding, and in Base64 at any offset. Immutable; threads may share it.
 */
final class SecretPatterns {

    private final SecretTails plain = new SecretTails();
    private final SecretTails percent = new SecretTails();
    private final SecretTails base64 = new SecretTails();
    private final boolean empty;

    private SecretPatterns(Map<String, List<String>> known) {
        this.empty = known.isEmpty();
        known.forEach((name, values) -> values.forEach(value -> add(name, value.getBytes(StandardCharsets.UTF_8))));
    }

    /** @param known the values of each secret, by its name; each at least eight bytes in UTF-8 */
    static SecretPatterns of(Map<String, List<String>> known) {
        return new SecretPatterns(known);
    }

    boolean isEmpty() {
        return empty;
    }

    /** Returns a fresh lane for each way of writing. */
    List<SecretLane> lanes() {
        return List.of(
                new SecretLanes.Plain(plain),
                new SecretLanes.Json(plain),
                new SecretLanes.Percent(percent),
                new SecretLanes.Base64(base64));
    }

    private void add(String name, byte[] value) {
        plain.add(name, value);
        percent.add(name, folded(value));
        for (int offset = 0; offset < 3; offset++) {
            base64.add(name, inBase64(value, offset));
        }
    }

    private static byte[] folded(byte[] value) {
        byte[] folded = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            folded[i] = SecretLanes.Percent.folded(value[i]);
        }
        return folded;
    }

    /** Returns those characters of the Base64 of a text that has the value at this offset, modulo 3, which follow from it. */
    private static byte[] inBase64(byte[] value, int offset) {
        byte[] text = new byte[offset + value.length];
        System.arraycopy(value, 0, text, offset, value.length);
        String encoded = Base64.getEncoder().encodeToString(text);
        int from = (8 * offset + 5) / 6;
        int to = 8 * text.length / 6;
        return encoded.substring(from, to).getBytes(StandardCharsets.US_ASCII);
    }
}

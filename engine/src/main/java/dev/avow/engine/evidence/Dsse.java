package dev.avow.engine.evidence;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signed envelopes.
 *
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/master/protocol.md">DSSE 1.0: protocol</a>
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/master/envelope.md">DSSE 1.0: envelope</a>
 */
final class Dsse {

    private Dsse() {}

    /** Returns what is signed: type and payload, each after its length in bytes. */
    static byte[] pae(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + type.length + 32);
        out.writeBytes(ascii("DSSEv1 " + type.length + " "));
        out.writeBytes(type);
        out.writeBytes(ascii(" " + payload.length + " "));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** Returns the envelope as canonical JSON; without a key, one without signatures. */
    static byte[] envelope(String payloadType, byte[] payload, Optional<SigningKey> key) {
        List<JsonValue> signatures = key
                .<JsonValue>map(signer -> JsonObject.builder()
                        .put("keyid", signer.keyId())
                        .put("sig", base64(signer.sign(pae(payloadType, payload))))
                        .build())
                .stream()
                .toList();
        return CanonicalJson.bytes(JsonObject.builder()
                .put("payload", base64(payload))
                .put("payloadType", payloadType)
                .put("signatures", new JsonArray(signatures))
                .build());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

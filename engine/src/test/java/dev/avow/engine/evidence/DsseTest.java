package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Envelopes as the specification of DSSE says. */
class DsseTest {

    @Test
    void encodes_the_example_of_the_specification() {
        assertThat(pae("http://example.com/HelloWorld", "hello world"))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void counts_bytes_and_not_characters() {
        assertThat(pae("t\u00e9", "\ud83d\ude00")).isEqualTo("DSSEv1 3 t\u00e9 4 \ud83d\ude00");
        assertThat(pae("", "")).isEqualTo("DSSEv1 0  0 ");
    }

    @Test
    void the_payload_of_the_example_is_in_the_envelope_and_without_a_key_there_is_no_signature() {
        byte[] envelope = Dsse.envelope("http://example.com/HelloWorld", bytes("hello world"), Optional.empty());

        assertThat(new String(envelope, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"payload\":\"aGVsbG8gd29ybGQ=\",\"payloadType\":\"http://example.com/HelloWorld\",\"signatures\":[]}");
    }

    private static String pae(String type, String payload) {
        return new String(Dsse.pae(type, bytes(payload)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

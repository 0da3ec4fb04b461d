package dev.avow.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HmacTest {

    /** Test case 1 of RFC 4231; a key is filled up with zeros, so that 20 bytes are the same key as these 32. */
    @Test
    void is_that_of_rfc_4231() {
        byte[] key = new byte[Hmac.KEY_BYTES];
        Arrays.fill(key, 0, 20, (byte) 0x0b);

        assertThat(Hmac.of(key, "Hi There"))
                .hasToString("hmac-sha256:b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void refuses_other_keys_and_texts_and_forms() {
        byte[] key = new byte[Hmac.KEY_BYTES];

        assertThatThrownBy(() -> Hmac.of(new byte[31], ""))
                .hasMessage("Key of 31 bytes is not valid. Give 32 random bytes.");
        assertThatThrownBy(() -> Hmac.of(key, "\uD83D")).hasMessage("Refused at \"\": lone surrogate U+D83D.");
        assertThatThrownBy(() -> new Hmac("sha256:" + "0".repeat(64)))
                .hasMessage("HMAC 'sha256:" + "0".repeat(64)
                        + "' is not of the form hmac-sha256:<64 lower-case hex digits>. Give the whole HMAC.");
        assertThat(Hmac.find("hmac-sha256:" + "A".repeat(64))).isEmpty();
        assertThat(Hmac.find("hmac-sha256:sha256:" + "a".repeat(64))).isEmpty();
    }
}

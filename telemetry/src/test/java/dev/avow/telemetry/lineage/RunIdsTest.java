package dev.avow.telemetry.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Identity;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunIdsTest {

    /** Never edited: whoever keeps events finds a run by these. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, 00000000-0000-8000-8000-000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, ffffffff-ffff-8fff-bfff-ffffffffffff",
        "0123456789abcdeffedcba98765432100123456789abcdef0123456789abcdef, 01234567-89ab-8def-bedc-ba9876543210",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, e3b0c442-98fc-8c14-9afb-f4c8996fb924"
    })
    void is_made_of_the_first_128_bits_of_the_identity(String digest, String expected) {
        UUID id = RunIds.of(Identity.parse("sha256:" + digest));

        assertThat(id).hasToString(expected);
    }

    @Test
    void is_a_uuid_of_version_8() {
        UUID id = RunIds.of(Identity.of(new byte[] {1, 2, 3}));

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }
}

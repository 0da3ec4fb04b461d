package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.OpenConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

    private static SecretMask mask(String secret) {
        Connection connection = Connection.named("warehouse").setting("user", "warehouse-reader");
        return SecretMask.of(new OpenConnection(connection, Map.of("password", secret)));
    }

    @Test
    void masks_secrets_in_each_way_of_writing_and_leaves_settings() {
        String basic =
                Base64.getEncoder().encodeToString("warehouse-reader:hunter2/hunter2".getBytes(StandardCharsets.UTF_8));

        String masked = mask("hunter2/hunter2")
                .mask("warehouse-reader hunter2/hunter2, hunter2%2Fhunter2, hunter2\\u002fhunter2, Basic " + basic);

        assertThat(masked).isEqualTo("warehouse-reader ***, ***, ***, Basic ***");
    }

    @Test
    void masks_each_line_of_a_secret_that_is_long_enough() {
        SecretMask mask = mask("-----BEGIN KEY-----\r\nMIIEowIBAAKC\nshort\n");

        assertThat(mask.mask("MIIEowIBAAKC")).isEqualTo("***");
        assertThat(mask.mask("short MIIEowIBAAK")).isEqualTo("short MIIEowIBAAK");
    }

    @Test
    void tells_how_long_a_secret_can_be() {
        assertThat(mask("hunter2/häuser").longest()).isEqualTo(90);
        assertThat(SecretMask.none().longest()).isZero();
        assertThat(SecretMask.none().mask("text")).isEqualTo("text");
    }
}

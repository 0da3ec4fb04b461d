package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in files: which are read, and which are refused without a word of their content. */
class SigningKeyTest {

    private static final String PKCS8 = "302e020100300506032b657004220420";
    private static final String SPKI = "302a300506032b6570032100";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name_the_file() {
        file = folder.resolve("signing.key");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private Path write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** The first three of RFC 8032, section 7.1. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void signs_as_the_vectors_of_the_specification_do(String secret, String open, String text, String signature)
            throws IOException {
        SigningKey key = SigningKey.read(write(Pem.text(Pem.PRIVATE_KEY, hex(PKCS8 + secret))));

        assertThat(key.publicKey()).isEqualTo(Pem.text(Pem.PUBLIC_KEY, hex(SPKI + open)));
        assertThat(key.keyId()).isEqualTo(Digest.of(hex(SPKI + open)).text());
        assertThat(key.sign(hex(text))).isEqualTo(hex(signature));
        assertThat(key).hasToString("key " + key.keyId());
    }

    @Test
    void refuses_what_is_no_such_key_and_says_nothing_of_it() throws Exception {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        byte[] other = curve.generateKeyPair().getPrivate().getEncoded();
        String secret = Base64.getEncoder().encodeToString(other);

        for (String text : List.of(
                "",
                secret,
                Pem.text(Pem.PRIVATE_KEY, other),
                Pem.text(Pem.PRIVATE_KEY, hex(PKCS8 + "9d61")),
                Pem.text("ENCRYPTED PRIVATE KEY", other),
                Pem.text(Pem.PUBLIC_KEY, other),
                "-----BEGIN PRIVATE KEY-----\n!" + secret + "\n-----END PRIVATE KEY-----\n")) {
            assertThatThrownBy(() -> SigningKey.read(write(text)))
                    .as(text)
                    .isInstanceOf(EngineException.class)
                    .hasNoCause()
                    .hasMessageContaining("ile '" + file + "'")
                    .message()
                    .doesNotContain(secret.substring(0, 8));
        }
    }

    @Test
    void says_where_a_key_is_missing() {
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(EngineException.class)
                .hasMessage("There is no file '" + file + "' with a key that signs evidence. Give another; an embedded"
                        + " store makes its own when an engine opens it.");
    }
}

package dev.avow.db;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avow.db.open.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The key of an embedded store: made at the first start, for its owner alone, and never replaced. */
class SigningKeyFilesTest {

    @TempDir
    private Path parent;

    private Path directory;
    private Path key;
    private Path publicKey;

    @BeforeEach
    void name_the_files() throws IOException {
        directory = parent.toRealPath().resolve("store");
        key = directory.resolve(Stores.SIGNING_KEY);
        publicKey = directory.resolve(Stores.PUBLIC_KEY);
    }

    private void start() {
        Stores.embedded(directory).close();
    }

    @Test
    void the_first_start_makes_a_pair_that_only_its_owner_may_read() throws Exception {
        start();

        assertThat(permissions(key)).isEqualTo("rw-------");
        assertThat(permissions(publicKey)).isEqualTo("rw-------");
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(der(key, "PRIVATE KEY")));
        PublicKey open = keys.generatePublic(new X509EncodedKeySpec(der(publicKey, "PUBLIC KEY")));
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(secret);
        signing.update(text);
        Signature verifying = Signature.getInstance("Ed25519");
        verifying.initVerify(open);
        verifying.update(text);
        assertThat(verifying.verify(signing.sign())).isTrue();
    }

    @Test
    void later_starts_leave_it_and_each_store_has_its_own() throws IOException {
        start();
        String made = Files.readString(key);

        start();
        Stores.embedded(parent.resolve("other")).close();

        assertThat(key).hasContent(made);
        assertThat(parent.resolve("other").resolve(Stores.SIGNING_KEY))
                .content()
                .isNotEqualTo(made);
    }

    @Test
    void opens_a_store_whose_key_is_gone_and_warns_and_makes_no_other() throws IOException {
        start();
        String open = Files.readString(publicKey);
        Files.delete(key);

        List<String> warnings = warningsOf(this::start);

        assertThat(warnings)
                .containsExactly("File '" + key + "' with the key that signs evidence is missing, and '" + publicKey
                        + "' says that there was one. No evidence is signed. Restore it from a backup; or move"
                        + " 'signing.pub' to another directory, and the next start makes a new key: what was signed before"
                        + " is verified with the old public key.");
        assertThat(key).doesNotExist();
        assertThat(publicKey).content().isEqualTo(open);

        Files.delete(publicKey);
        start();
        assertThat(publicKey).content().isNotEqualTo(open);
    }

    @Test
    void ends_what_a_start_that_died_had_begun() throws IOException {
        start();
        Path part = directory.resolve(Stores.PUBLIC_KEY + ".part");
        String made = Files.readString(key);
        String open = Files.readString(publicKey);
        Files.move(publicKey, part);

        start();

        assertThat(key).hasContent(made);
        assertThat(publicKey).hasContent(open);
        assertThat(part).doesNotExist();

        Files.move(publicKey, part);
        Files.delete(key);
        start();
        assertThat(publicKey).content().isNotEqualTo(open);
        assertThat(part).doesNotExist();
    }

    @Test
    void readers_make_none() throws IOException {
        start();
        Files.delete(key);
        Files.delete(publicKey);

        Stores.read(directory).close();

        assertThat(key).doesNotExist();
        assertThat(publicKey).doesNotExist();
    }

    @Test
    void a_key_that_is_open_to_others_keeps_no_engine_from_its_store() throws IOException {
        start();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        start();

        assertThat(permissions(key)).isEqualTo("rw-r-----");
    }

    private static List<String> warningsOf(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.avow.db.internal.SigningKeyFiles");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            work.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static byte[] der(Path file, String label) throws IOException {
        String text = Files.readString(file);
        assertThat(text).startsWith("-----BEGIN " + label + "-----\n").endsWith("\n-----END " + label + "-----\n");
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }
}

package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.db.open.Stores;
import dev.avow.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners and permissions of keys: as PostgreSQL allows them, and stricter in the directory of a store. */
class KeyFileTest {

    private static final int NOBODY = 65_534;

    @TempDir
    private Path folder;

    private Path file;
    private String id;

    @BeforeEach
    void make() {
        file = folder.resolve("signing.key");
        id = Desk.key(file).keyId();
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void own(Path path, int uid) {
        try {
            Files.setAttribute(path, "unix:uid", uid);
        } catch (IOException e) {
            assumeTrue(false, "Skipped: only root can give files away.");
        }
    }

    private static String refusal(Path file, String permissions, String group) {
        return "File '" + file + "' with the key that signs evidence is open to others: " + permissions
                + ". Run chmod 600 on it" + group + ", and make a new key if others may have read it.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "r--r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---"})
    void refuses_a_key_that_others_may_use(String permissions) throws IOException {
        own(folder, NOBODY);
        own(file, NOBODY);
        mode(permissions);

        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(EngineException.class)
                .hasMessage(refusal(file, permissions, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "r--r-----", "rw-------", "r--------"})
    void a_group_may_read_a_key_of_root_wherever_it_lies(String permissions) throws IOException {
        own(folder, NOBODY);
        own(file, 0);
        mode(permissions);

        assertThat(SigningKey.read(file).keyId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw-r-x---", "rw----r--", "rwx---r--"})
    void nobody_else_may_use_a_key_of_root(String permissions) throws IOException {
        own(file, 0);
        mode(permissions);

        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(EngineException.class)
                .hasMessage(refusal(file, permissions, ", or chmod 640 for a group"));
    }

    @Test
    void refuses_a_key_that_neither_root_nor_its_directorys_owner_owns() throws IOException {
        own(folder, NOBODY - 1);
        own(file, NOBODY);

        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("with the key that signs evidence belongs to ")
                .hasMessageEndingWith("Give the key to who owns the directory.");
    }

    @Test
    void a_group_may_not_read_the_key_of_a_store() throws IOException {
        Stores.embedded(folder.resolve("store")).close();
        file = folder.resolve("store").resolve(Stores.SIGNING_KEY);
        mode("rw-r-----");

        assertThatThrownBy(() -> SigningKey.ofStore(folder.resolve("store")))
                .isInstanceOf(EngineException.class)
                .hasMessage(refusal(file, "rw-r-----", ""));
    }

    @Test
    void says_that_the_key_of_a_store_is_gone() throws IOException {
        Path store = folder.resolve("store");
        Stores.embedded(store).close();
        Files.delete(store.resolve(Stores.SIGNING_KEY));

        assertThatThrownBy(() -> SigningKey.ofStore(store))
                .isInstanceOf(EngineException.class)
                .hasMessage("File '" + store.resolve(Stores.SIGNING_KEY)
                        + "' with the key that signs evidence is missing,"
                        + " and '" + store.resolve(Stores.PUBLIC_KEY) + "' says that there was one. Restore it from a"
                        + " backup; or move 'signing.pub' to another directory, and an engine that opens the store makes"
                        + " a new key; or give another key.");
    }

    @Test
    void reads_the_key_of_a_store_and_refuses_half_of_another_pair() throws IOException {
        Path store = folder.resolve("store");
        Stores.embedded(store).close();
        Path open = store.resolve(Stores.PUBLIC_KEY);

        assertThat(SigningKey.ofStore(store).publicKey()).isEqualTo(Files.readString(open));

        Files.writeString(open, SigningKey.read(file).publicKey(), StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> SigningKey.ofStore(store))
                .isInstanceOf(EngineException.class)
                .hasMessage("Key '" + store.resolve(Stores.SIGNING_KEY) + "' does not belong to '" + open
                        + "': one of them was replaced. Restore it.");
    }
}

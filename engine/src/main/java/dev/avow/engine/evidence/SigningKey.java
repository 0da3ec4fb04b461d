package dev.avow.engine.evidence;

import dev.avow.db.open.Stores;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * An Ed25519 key that signs evidence; threads may share it. It is never generated here, and never shown.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032: Ed25519</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8410">RFC 8410: its encodings</a>
 */
public final class SigningKey {

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /**
     * Reads a key from a file: PKCS #8 in PEM, as {@code openssl genpkey -algorithm ed25519} makes it. The file may have
     * the permissions that PostgreSQL allows the key of a server: 0600 or less; and 0640 or less if it is root's, as where
     * secrets are mounted for a group.
     *
     * @throws EngineException if there is no such file, others may read or change it, its owner is neither root nor that of
     *     its directory nor is that one root's, or it is no Ed25519 key in this form; where files have no POSIX
     *     permissions, these are not checked
     * @see <a href="https://www.postgresql.org/docs/17/ssl-tcp.html">PostgreSQL 17, section 18.9: owner and permissions of
     *     server.key</a>
     */
    public static SigningKey read(Path file) {
        PrivateKey secret = Ed25519.secret(KeyFile.read(file, true), file);
        return new SigningKey(secret, Ed25519.open(secret));
    }

    /**
     * Reads the key that the embedded store in a directory made when it was opened first.
     *
     * @throws EngineException as {@link #read}, where root's file may not be open to a group either; if the key is gone and
     *     the public key is there; and if that is another one's
     */
    public static SigningKey ofStore(Path directory) {
        Path file = directory.resolve(Stores.SIGNING_KEY);
        Path beside = directory.resolve(Stores.PUBLIC_KEY);
        if (!Files.exists(file) && Files.exists(beside)) {
            throw new EngineException(
                    "File '" + file + "' with the key that signs evidence is missing, and '" + beside
                            + "' says that there was one. Restore it from a backup; or move '" + Stores.PUBLIC_KEY
                            + "' to another directory, and an engine that opens the store makes a new key; or give another key.");
        }
        PrivateKey secret = Ed25519.secret(KeyFile.read(file, false), file);
        SigningKey key = new SigningKey(secret, Ed25519.open(secret));
        if (Files.exists(beside) && !Arrays.equals(KeyFile.readPublic(beside), key.open.getEncoded())) {
            throw new EngineException(
                    "Key '" + file + "' does not belong to '" + beside + "': one of them was replaced. Restore it.");
        }
        return key;
    }

    /**
     * Returns the id of the public key: {@code sha256:} and 64 hex digits, the digest of its SubjectPublicKeyInfo in DER,
     * as {@code openssl pkey -pubin -in public-key.pem -outform DER | sha256sum} prints it.
     */
    public String keyId() {
        return Digest.of(open.getEncoded()).text();
    }

    /** Returns the public key: a SubjectPublicKeyInfo in PEM. */
    public String publicKey() {
        return Pem.text(Pem.PUBLIC_KEY, open.getEncoded());
    }

    /** Returns the signature of these bytes, 64 bytes; the same each time. */
    byte[] sign(byte[] bytes) {
        return Ed25519.sign(secret, bytes);
    }

    /** Shows the id alone. */
    @Override
    public String toString() {
        return "key " + keyId();
    }
}

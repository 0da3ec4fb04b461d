package dev.avow.db.internal;

import dev.avow.db.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key pair that signs evidence of an embedded store: made once, and never replaced. */
final class SigningKeyFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyFiles.class);
    private static final int LINE = 64;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final StoreDirectory directory;
    private final Path key;
    private final Path publicKey;
    private final Path publicPart;

    SigningKeyFiles(StoreDirectory directory) {
        this.directory = directory;
        this.key = directory.signingKey();
        this.publicKey = directory.publicKey();
        this.publicPart = directory.path().resolve(Opener.PUBLIC_KEY + PrivateFiles.PART);
    }

    /** Makes the pair if there was none yet; only for who has the directory's lock. Jobs need no key, so that none is awaited. */
    void provide() throws IOException {
        if (isThere(key)) {
            if (!isThere(publicKey) && isThere(publicPart)) {
                PrivateFiles.publish(publicPart, publicKey);
            }
            warnIfShared();
        } else if (isThere(publicKey)) {
            LOG.warn(
                    "File '{}' with the key that signs evidence is missing, and '{}' says that there was one. No evidence"
                            + " is signed. Restore it from a backup; or move '{}' to another directory, and the next"
                            + " start makes a new key: what was signed before is verified with the old public key.",
                    key,
                    publicKey,
                    Opener.PUBLIC_KEY);
        } else {
            make();
        }
    }

    /** The public key is on the disk before the key has its name: whoever dies in between has lost neither. */
    private void make() throws IOException {
        KeyPair pair = generate();
        PrivateFiles.make(publicPart, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        PrivateFiles.write(
                directory.path(),
                Opener.SIGNING_KEY,
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        PrivateFiles.publish(publicPart, publicKey);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new StoreException(
                    "This Java has no Ed25519, with which evidence is signed. Use one whose module jdk.crypto.ec, or"
                            + " another provider, has it.",
                    e);
        }
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** No reason to refuse the store: some volumes give each file to a group. What signs refuses such a key. */
    private void warnIfShared() throws IOException {
        if (!key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
        if (!OWNERS.containsAll(permissions)) {
            LOG.warn(
                    "File '{}' with the key that signs evidence is open to others: {}. No evidence is signed with it;"
                            + " run chmod 600 on it, and make a new one if others may have read it.",
                    key,
                    PosixFilePermissions.toString(permissions));
        } else if (!Files.getOwner(key).equals(Files.getOwner(directory.path()))) {
            LOG.warn(
                    "File '{}' with the key that signs evidence has another owner than its directory. No evidence is"
                            + " signed with it; restore the file, or its owner.",
                    key);
        }
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}

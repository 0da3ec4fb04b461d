package dev.avow.engine.evidence;

import dev.avow.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files of keys; no message has anything of their content. */
final class KeyFile {

    private static final int MAX_BYTES = 1 << 16;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final Set<PosixFilePermission> GROUPS = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private KeyFile() {}

    /**
     * Returns the private key in a file: PKCS #8 in DER.
     *
     * @param root whether root may own it, and let a group read it
     */
    static byte[] read(Path file, boolean root) {
        try {
            refuseShared(file, root);
            String text = text(file);
            if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
                throw new EngineException("Key in file '" + file
                        + "' is encrypted. Give one without a password, in a file that only its owner may read.");
            }
            return Pem.find(Pem.PRIVATE_KEY, text)
                    .orElseThrow(() -> new EngineException("File '" + file
                            + "' has no private key in PEM. Give one that begins with '-----BEGIN PRIVATE KEY-----'."));
        } catch (NoSuchFileException e) {
            throw new EngineException("There is no file '" + file + "' with a key that signs evidence. Give another;"
                    + " an embedded store makes its own when an engine opens it.");
        } catch (IOException e) {
            throw new EngineException("File '" + file + "' with the key that signs evidence cannot be read.", e);
        }
    }

    /** Returns the public key in a file: a SubjectPublicKeyInfo in DER, empty if it has none. */
    static byte[] readPublic(Path file) {
        try {
            return Pem.find(Pem.PUBLIC_KEY, text(file)).orElse(new byte[0]);
        } catch (IOException e) {
            throw new EngineException("File '" + file + "' with a public key cannot be read.", e);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
        }
    }

    private static void refuseShared(Path file, boolean root) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        boolean ofRoot = root && isOfRoot(file);
        if (!(ofRoot ? GROUPS : OWNERS).containsAll(permissions)) {
            throw new EngineException("File '" + file + "' with the key that signs evidence is open to others: "
                    + PosixFilePermissions.toString(permissions)
                    + ". Run chmod 600 on it" + (ofRoot ? ", or chmod 640 for a group" : "")
                    + ", and make a new key if others may have read it.");
        }
        Path real = file.toRealPath();
        Path folder = real.getParent();
        if (!ofRoot && folder != null && !isOfOwner(real, folder)) {
            throw new EngineException("File '" + file + "' with the key that signs evidence belongs to "
                    + Files.getOwner(real).getName() + ", and its directory to "
                    + Files.getOwner(folder).getName() + ". Give the key to who owns the directory.");
        }
    }

    /** Only root can read a private file of somebody else: it must not take one that was slipped in. */
    private static boolean isOfOwner(Path file, Path folder) throws IOException {
        return Files.getOwner(file).equals(Files.getOwner(folder)) || isOfRoot(folder);
    }

    private static boolean isOfRoot(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid").equals(0);
    }
}

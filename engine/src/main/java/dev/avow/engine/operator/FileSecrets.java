package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Secrets in files, one file each. */
final class FileSecrets implements Secrets {

    private static final Set<PosixFilePermission> FOR_OTHERS =
            EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private static final int MOST_BYTES = 4 * SecretValues.LONGEST + 2;

    private final Path directory;

    FileSecrets(Path directory) {
        this.directory = directory;
    }

    /** @throws EngineException if the directory cannot be read */
    @Override
    public Set<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            Set<String> names = new TreeSet<>();
            files.filter(file -> isName(file.getFileName().toString()) && Files.isRegularFile(file))
                    .forEach(file -> names.add(file.getFileName().toString()));
            return names;
        } catch (IOException e) {
            throw new EngineException("Secrets in directory '" + directory + "' cannot be read. Make it readable.", e);
        }
    }

    /** @throws EngineException if others may read or write the file, or it cannot be read as UTF-8 */
    @Override
    public Optional<String> find(String name) {
        return file(name).filter(Files::isRegularFile).map(FileSecrets::read);
    }

    private Optional<Path> file(String name) {
        try {
            return isName(name) ? Optional.of(directory.resolve(name)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && !name.startsWith(".") && !name.contains("/") && !name.contains("\\");
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            refuseOpen(file);
            byte[] bytes = in.readNBytes(MOST_BYTES);
            return withoutLineEnd(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new EngineException("Secret file '" + file + "' is not text in UTF-8. Write it anew.");
        } catch (IOException e) {
            throw new EngineException("Secret file '" + file + "' cannot be read. Make it readable.", e);
        }
    }

    private static void refuseOpen(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().stream().anyMatch(FOR_OTHERS::contains)) {
            throw new EngineException("Secret file '" + file + "' can be read or written by others. Take these rights"
                    + " away, such as with chmod o-rw.");
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String toString() {
        return "secrets in directory " + directory;
    }
}

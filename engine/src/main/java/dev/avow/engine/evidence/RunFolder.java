package dev.avow.engine.evidence;

import dev.avow.engine.identity.Digest;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one run, and the digest of each as it was written. */
final class RunFolder {

    static final String DECLARATION = "declaration.json";
    static final String SPEC = "spec.json";
    static final String EVENTS = "events.ndjson";
    static final String ATTEMPTS = "attempts.ndjson";
    static final String OUTPUTS = "outputs.ndjson";
    static final String PAGE = "README.md";
    static final String SUMS = "SHA256SUMS";
    static final String STATEMENT = "statement.json";
    static final String ENVELOPE = "envelope.dsse.json";

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final SortedMap<String, Digest> sums = new TreeMap<>();

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder of a run. */
    static RunFolder make(Path folder) throws IOException {
        Files.createDirectory(folder);
        Files.createDirectory(folder.resolve("events"));
        Files.createDirectory(folder.resolve("outputs"));
        return new RunFolder(folder);
    }

    /** Returns the folder of what stands beside the runs, which is there. */
    static RunFolder top(Path folder) {
        return new RunFolder(folder);
    }

    void add(String name, byte[] content) throws IOException {
        try (OutputStream out = open(name)) {
            out.write(content);
        }
    }

    /** Copies a content, and returns its size in bytes. */
    long add(String name, InputStream content) throws IOException {
        try (OutputStream out = open(name)) {
            return content.transferTo(out);
        }
    }

    boolean has(String name) {
        return sums.containsKey(name);
    }

    /** Opens a new file, whose digest is known, and which is on the disk, when it is closed. */
    OutputStream open(String name) throws IOException {
        return new Summed(
                name, FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Returns the digest of a file that was closed. */
    Digest digest(String name) {
        return Optional.ofNullable(sums.get(name)).orElseThrow();
    }

    /** Returns the digests of all files that were closed, as {@code sha256sum} writes them, by name. */
    byte[] sums(String prefix) {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, digest) -> text.append(line(digest, prefix + name)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String line(Digest digest, String name) {
        return digest.hex() + "  " + name + "\n";
    }

    private final class Summed extends FilterOutputStream {

        private final String name;
        private final FileChannel file;
        private final MessageDigest sha256 = Digest.sha256();

        private Summed(String name, FileChannel file) {
            super(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
            this.name = name;
            this.file = file;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sha256.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            try (file) {
                out.flush();
                file.force(true);
            }
            sums.put(name, Digest.ofRaw(sha256.digest()));
        }
    }
}

package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Bytes;
import dev.avow.db.ContentStore;
import dev.avow.db.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Contents in a table or, if large, in a directory; threads may share it. */
final class SqlContents implements ContentStore {

    private static final String INSERT = """
            insert into content (digest, size, body)
            values (:digest, :size, :body)""";

    private static final String HAS = """
            select digest from content
            where digest = :digest""";

    private static final String FIND = """
            select body from content
            where digest = :digest""";

    private final Transactions transactions;
    private final Optional<ContentDirectory> directory;
    private final boolean writable;

    SqlContents(Transactions transactions, Optional<ContentDirectory> directory, boolean writable) {
        this.transactions = transactions;
        this.directory = directory;
        this.writable = writable;
    }

    @Override
    public Kept put(byte[] content) {
        requireWritable();
        try {
            return keep(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new StoreException("Content of " + content.length + " bytes cannot be kept. See the cause.", e);
        }
    }

    @Override
    public Kept put(Path file) {
        requireWritable();
        try (InputStream content = Files.newInputStream(file)) {
            return keep(content);
        } catch (IOException e) {
            throw new StoreException("Content of file '" + file + "' cannot be read or kept. See the cause.", e);
        }
    }

    @Override
    public Kept put(InputStream content) {
        requireWritable();
        try {
            return keep(content);
        } catch (IOException e) {
            throw new StoreException("Content cannot be read or kept. See the cause.", e);
        }
    }

    @Override
    public Optional<InputStream> open(String digest) {
        Optional<InputStream> small = transactions
                .read(sql -> sql.find(FIND, values().digest("digest", digest), row -> row.bytes("body")))
                .map(body -> new ByteArrayInputStream(body.toArray()));
        return small.or(() -> openLarge(digest)).map(content -> new VerifiedStream(content, digest));
    }

    @Override
    public boolean isInDirectory(String digest) {
        return directory.filter(files -> files.has(digest)).isPresent();
    }

    @Override
    public void deleteFromDirectory(String digest) {
        requireWritable();
        if (directory.isPresent()) {
            try {
                directory.get().delete(digest);
            } catch (IOException e) {
                throw new StoreException("Content " + digest + " cannot be deleted. See the cause.", e);
            }
        }
    }

    private Kept keep(InputStream content) throws IOException {
        byte[] head = content.readNBytes(MAX_IN_DATABASE + 1);
        return head.length <= MAX_IN_DATABASE
                ? insert(head)
                : directory
                        .orElseThrow(() -> new StoreException("Content above " + MAX_IN_DATABASE
                                + " bytes has no place. Open the store with a directory for contents."))
                        .put(new SequenceInputStream(new ByteArrayInputStream(head), content));
    }

    private Kept insert(byte[] content) {
        String digest = Digests.toText(Digests.sha256().digest(content));
        Values key = values().digest("digest", digest);
        boolean kept = transactions.read(
                sql -> sql.find(HAS, key, row -> row.digest("digest")).isPresent());
        if (!kept) {
            Values row = key.number("size", content.length).bytes("body", Bytes.of(content));
            transactions.write(sql -> sql.insertIfAbsent(INSERT, row));
        }
        return new Kept(digest, content.length);
    }

    private Optional<InputStream> openLarge(String digest) {
        try {
            return directory.isPresent() ? directory.get().open(digest) : Optional.empty();
        } catch (IOException e) {
            throw new StoreException("Content " + digest + " cannot be opened. See the cause.", e);
        }
    }

    private void requireWritable() {
        if (!writable) {
            throw ReadStore.refused();
        }
    }
}

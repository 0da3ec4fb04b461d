package dev.avow.engine.evidence;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Store;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.verification.RunVerification;
import dev.avow.engine.verification.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the folder of a run. */
final class RunWriter {

    private final Store store;
    private final Optional<SigningKey> key;
    private final Path directory;

    RunWriter(Store store, Optional<SigningKey> key, Path directory) {
        this.store = store;
        this.key = key;
        this.directory = directory;
    }

    /** Returns the digests of its files, with the folder's name, as {@code sha256sum} writes them. */
    byte[] write(Identity identity) throws IOException {
        String name = identity.digest().hex();
        RunVerification verification = new Verifier(store).run(identity);
        Read read = store.snapshot(session -> {
            StoredRun stored = new RunReader(session, identity).read(verification);
            try {
                RunFolder folder = RunFolder.make(directory.resolve(name));
                return new Read(stored, folder, EventLog.write(session, stored, folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        verification.lists();
        Faults.refuse(identity, verification);
        write(read);
        return read.folder().sums(name + "/");
    }

    private void write(Read read) throws IOException {
        StoredRun stored = read.stored();
        RunFolder folder = read.folder();
        folder.add(RunFolder.DECLARATION, stored.body().toArray());
        folder.add(RunFolder.SPEC, stored.spec().toArray());
        AttemptLists.write(stored, folder);
        outputs(stored, folder);
        folder.add(RunFolder.PAGE, RunPage.of(stored, read.events(), key));
        byte[] sums = folder.sums("");
        folder.add(RunFolder.SUMS, sums);
        byte[] statement = Statement.of(stored, read.events(), Digest.of(sums));
        folder.add(RunFolder.STATEMENT, statement);
        folder.add(RunFolder.ENVELOPE, Dsse.envelope(Statement.PAYLOAD_TYPE, statement, key));
    }

    private void outputs(StoredRun stored, RunFolder folder) throws IOException {
        if (stored.hidesOutputs()) {
            return;
        }
        for (StoredRun.Try each : stored.tries()) {
            for (OutputRow output : each.outputs()) {
                if (!folder.has(AttemptLists.file(output))) {
                    output(stored, output, folder);
                }
            }
        }
    }

    private void output(StoredRun stored, OutputRow output, RunFolder folder) throws IOException {
        String what = "Export refused: content " + output.digest() + ", which is output "
                + Printable.quoted(output.name()) + " of attempt " + output.attempt() + " of run " + stored.identity()
                + ", ";
        try (InputStream content = store.contents()
                .open(output.digest())
                .orElseThrow(() -> new EvidenceException(what + "is not kept. Restore it from a backup, or give the"
                        + " directory of contents above 1 MiB."))) {
            long size = folder.add(AttemptLists.file(output), new Content(content, what));
            if (size != output.size()) {
                throw new EvidenceException(what + "has another size. Restore the store from a backup.\n  expected: "
                        + output.size() + "\n  found:    " + size);
            }
        }
    }

    private record Read(StoredRun stored, RunFolder folder, EventLog events) {}
}

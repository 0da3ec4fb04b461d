package dev.avow.engine.evidence;

import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Exports runs as files that anyone can verify without Avow: a folder for each run, named after the 64 digits of its
 * identity, with its declaration and spec in their exact bytes, events, attempts, outputs, a signed statement and a page
 * for a person. The same state of the store and the same key give the same files.
 *
 * <p>Private texts, their keys and private outputs are not exported, nor digests of private outputs. All that is exported
 * is checked first: identity, spec, digest of each event and content. An export only reads the store, so that it may be
 * open for reading; each run is read as it was at one moment, while engines go on. Threads may share this.
 */
public final class EvidenceExport {

    private static final int PAGE = 50;

    private final Store store;
    private final Optional<SigningKey> key;

    private EvidenceExport(Store store, Optional<SigningKey> key) {
        this.store = store;
        this.key = key;
    }

    /** Returns exports of a store, which they never close, that are signed with a key. */
    public static EvidenceExport signed(Store store, SigningKey key) {
        return new EvidenceExport(store, Optional.of(key));
    }

    /** Returns exports of a store whose envelopes have no signature, and whose pages say that they are not signed. */
    public static EvidenceExport unsigned(Store store) {
        return new EvidenceExport(store, Optional.empty());
    }

    /**
     * Exports runs, each once, in the order of their identities.
     *
     * @param directory which is not there yet, or is empty; it appears when all of it is written
     * @throws EvidenceException if no run is given, one is not in the store, or something of it is missing or is not what
     *     was stored
     * @throws EngineException if the directory is not free, or cannot be written
     */
    public ExportReport runs(Collection<Identity> identities, Path directory) {
        TreeSet<String> each = new TreeSet<>();
        identities.forEach(identity -> each.add(identity.toString()));
        if (each.isEmpty()) {
            throw new EvidenceException("No run is given. Name at least one by its identity.");
        }
        return export(directory, run -> {
            for (String identity : each) {
                run.write(Identity.parse(identity));
            }
        });
    }

    /**
     * Exports all runs of a job, newest occasion first, with memory for a page of them.
     *
     * @param directory as for {@link #runs}
     * @throws EvidenceException if the job has no run, or as {@link #runs}
     * @throws EngineException as {@link #runs}
     */
    public ExportReport job(String job, Path directory) {
        return job(job, Instant.MIN, "", directory);
    }

    /**
     * Exports the runs of a job whose occasion is at a moment or after it: its slot, or when it was requested.
     *
     * @param directory as for {@link #runs}
     * @throws EvidenceException if the job has no such run, or as {@link #runs}
     * @throws EngineException as {@link #runs}
     */
    public ExportReport job(String job, Instant since, Path directory) {
        return job(job, since, " at " + since + " or after it", directory);
    }

    private ExportReport job(String job, Instant since, String when, Path directory) {
        return export(directory, run -> {
            Optional<PageKey> before = Optional.empty();
            boolean more;
            do {
                List<RunRow> page = page(job, before);
                more = page.size() == PAGE;
                for (RunRow row : page) {
                    if (row.at().isBefore(since)) {
                        more = false;
                        break;
                    }
                    run.write(Identity.parse(row.identity()));
                    before = Optional.of(new PageKey(row.at(), row.identity()));
                }
            } while (more);
            if (before.isEmpty()) {
                throw new EvidenceException("Nothing exported: job " + Printable.quoted(job) + " has no runs" + when
                        + " in the store. Check its name" + (when.isEmpty() ? "." : " and the time."));
            }
        });
    }

    private List<RunRow> page(String job, Optional<PageKey> before) {
        return store.read(session -> session.runs().page(job, before, PAGE));
    }

    private ExportReport export(Path directory, Work work) {
        try (Destination destination = Destination.open(directory)) {
            RunFolder top = RunFolder.top(destination.part());
            RunWriter writer = new RunWriter(store, key, destination.part());
            long[] runs = new long[1];
            try (var sums = top.open(RunFolder.SUMS)) {
                work.run(identity -> {
                    sums.write(writer.write(identity));
                    runs[0]++;
                });
                if (key.isPresent()) {
                    byte[] pem = key.get().publicKey().getBytes(StandardCharsets.US_ASCII);
                    top.add("public-key.pem", pem);
                    sums.write(RunFolder.line(Digest.of(pem), "public-key.pem").getBytes(StandardCharsets.US_ASCII));
                }
            }
            destination.publish();
            return new ExportReport(directory, runs[0], key.map(SigningKey::keyId));
        } catch (IOException | UncheckedIOException e) {
            throw new EngineException("Evidence cannot be written to directory '" + directory + "'. See the cause.", e);
        }
    }

    private interface Work {

        void run(Sink sink) throws IOException;
    }

    private interface Sink {

        void write(Identity identity) throws IOException;
    }
}

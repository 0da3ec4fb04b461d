package dev.avow.engine.evidence;

import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Exports runs as files that anyone can verify without Avow: a folder for each run, named after the 64 digits of its
 * identity, with its declaration and spec in their exact bytes, events, attempts, outputs, a signed statement and a page
 * for a person; beside them a signed list of all files. The same state of the store and the same key give the same files.
 *
 * <p>Private texts, their keys and private outputs are not exported, nor digests of private outputs. Each run
 * is verified first, as {@link dev.avow.engine.verification.Verifier} does, and so is each content that is exported. An export only reads the store, so that it may be
 * open for reading; each run is read as it was at one moment, while engines go on. Threads may share this.
 */
public final class EvidenceExport {

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
     * @throws EvidenceException if no run is given, one is not in the store, something of it does not hold, or a content
     *     is missing or is not what was stored
     * @throws EngineException if the directory is not free, or cannot be written
     */
    public ExportReport runs(Collection<Identity> identities, Path directory) {
        return export(directory, Choice.Named.of(identities));
    }

    /**
     * Exports all runs of a job, newest occasion first, with memory for a page of them. A run that is declared meanwhile
     * may be missing.
     *
     * @param directory as for {@link #runs}
     * @throws EvidenceException if the job has no run, or as {@link #runs}
     * @throws EngineException as {@link #runs}
     */
    public ExportReport job(String job, Path directory) {
        return export(directory, new Choice.OfJob(store, job, Optional.empty()));
    }

    /**
     * Exports the runs of a job whose occasion is at a moment or after it: its slot, or when it was requested.
     *
     * @param directory as for {@link #runs}
     * @throws EvidenceException if the job has no such run, or as {@link #runs}
     * @throws EngineException as {@link #runs}
     */
    public ExportReport job(String job, Instant since, Path directory) {
        return export(directory, new Choice.OfJob(store, job, Optional.of(since)));
    }

    private ExportReport export(Path directory, Choice choice) {
        try (Destination destination = Destination.open(directory)) {
            RunWriter writer = new RunWriter(store, key, destination.part());
            long runs = new ExportList(RunFolder.top(destination.part()), writer, key).write(choice);
            destination.publish();
            return new ExportReport(directory, runs, key.map(SigningKey::keyId));
        } catch (IOException | UncheckedIOException e) {
            throw new EngineException("Evidence cannot be written to directory '" + directory + "'. See the cause.", e);
        }
    }
}

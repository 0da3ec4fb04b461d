package dev.avow.engine.run;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes contents that nothing needs any more: those in the database in the transaction that erases, larger ones, which lie
 * in a directory, after it.
 */
final class Removals {

    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
    private static final int BATCH = 100;

    private final Core core;

    Removals(Core core) {
        this.core = core;
    }

    /** Deletes the contents of erased outputs, after the event that says so, unless something else has an equal one. */
    void remove(Session session, List<OutputRow> outputs) {
        Set<String> large = outputs.stream()
                .filter(output -> output.size() > ContentStore.MAX_IN_DATABASE)
                .map(OutputRow::digest)
                .collect(Collectors.toSet());
        outputs.stream().map(OutputRow::digest).distinct().forEach(digest -> {
            if (large.contains(digest)) {
                session.erasures().addRemoval(digest);
            } else if (!isUsed(session, digest)) {
                session.erasures().deleteContent(digest);
            }
        });
    }

    /** Deletes what was noted; what cannot be deleted now is tried again at the next check-in. */
    void sweep() {
        try {
            List<String> digests =
                    core.store().read(session -> session.erasures().removals(BATCH));
            digests.forEach(this::delete);
        } catch (RuntimeException e) {
            LOG.error("Erased contents are not deleted from the directory yet and will be. Mend the cause.", e);
        }
    }

    /** Passes the door, so that no outcome refers to the content meanwhile. */
    private void delete(String digest) {
        core.door().pass(passage -> {
            Session session = passage.session();
            if (!isUsed(session, digest)) {
                core.store().contents().deleteFromDirectory(digest);
            }
            session.erasures().endRemoval(digest);
            return true;
        });
    }

    private static boolean isUsed(Session session, String digest) {
        return session.erasures().isUsed(digest, Locators.content(digest));
    }
}

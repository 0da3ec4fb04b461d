package dev.avow.console;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A store that is open for reading.
 *
 * @param location where it is, as it was given
 */
record OpenStore(Store store, String location, Runnable closer) implements AutoCloseable {

    /** @throws InputException if there is none, or it cannot be read */
    static OpenStore directory(String location) {
        try {
            Store store = Stores.read(Path.of(location));
            return new OpenStore(store, location, () -> {});
        } catch (InvalidPathException e) {
            throw new InputException(
                    "'" + Printable.text(location) + "' is not a directory's name. Give another with --db.", e);
        } catch (RuntimeException e) {
            throw refused(location, "Check --db or AVOW_DB.", e);
        }
    }

    /** @throws InputException if there is none, or it cannot be read */
    static OpenStore database(JdbcUrl url, Credentials credentials) {
        HikariDataSource pool;
        try {
            pool = url.connect(credentials);
        } catch (RuntimeException e) {
            throw refused(url.text(), "Check --db or AVOW_DB, and the user and password.", Failures.firstCause(e));
        }
        try {
            return new OpenStore(Stores.read(pool), url.text(), pool::close);
        } catch (RuntimeException e) {
            pool.close();
            throw refused(url.text(), "Check --db or AVOW_DB.", e);
        }
    }

    private static InputException refused(String location, String advice, Throwable cause) {
        return new InputException(
                "Store '" + Printable.text(location) + "' cannot be read. " + advice + Failures.lines(cause), cause);
    }

    History history() {
        return new History(store);
    }

    /** Says that a job has no runs here; exit code {@link Main#DOES_NOT_HOLD}. */
    String unknownJob(String job) {
        return "Job " + Printable.quoted(job) + " has no runs in " + shown()
                + ". Check its name, or give another store with --db.";
    }

    /** Returns the store as messages name it. */
    String shown() {
        return "store '" + Printable.text(location) + "'";
    }

    @Override
    public void close() {
        store.close();
        closer.run();
    }
}

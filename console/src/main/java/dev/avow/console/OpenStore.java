package dev.avow.console;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A store that is open for reading, or for commands.
 *
 * @param location where it is, as it was given
 */
record OpenStore(Store store, String location, Runnable closer) implements AutoCloseable {

    private static final String READ = "cannot be read. ";
    private static final String COMMAND = "takes no commands. ";

    /** @throws InputException if there is none, or it cannot be read */
    static OpenStore directory(String location) {
        return directory(location, Stores::read, READ);
    }

    /** @throws InputException if there is none, or no engine has it open */
    static OpenStore commandDirectory(String location) {
        return directory(location, Stores::command, COMMAND);
    }

    private static OpenStore directory(String location, Function<Path, Store> opening, String purpose) {
        try {
            Path path = Path.of(location);
            if (!Stores.isStore(path)) {
                throw noStore(path);
            }
            return new OpenStore(opening.apply(path), location, () -> {});
        } catch (InputException e) {
            throw e;
        } catch (InvalidPathException e) {
            throw new InputException(
                    "'" + Printable.text(location) + "' is not a directory's name. Give another with --db.", e);
        } catch (RuntimeException e) {
            throw refused(location, purpose + "Check --db or AVOW_DB.", e);
        }
    }

    /** Programs like to keep their store one level below: the main example does. */
    private static InputException noStore(Path path) {
        String there = path.resolve("store").toString();
        return new InputException("No Avow store in directory '" + Printable.text(path.toString())
                + "'. Name the directory of yours with --db DIR, or set AVOW_DB."
                + (Stores.isStore(Path.of(there)) ? "\nThere is one here: --db " + Shell.word(there) : ""));
    }

    /** @throws InputException if there is none, or it cannot be read */
    static OpenStore database(JdbcUrl url, Credentials credentials) {
        return database(url, () -> url.connect(credentials), Stores::read, READ);
    }

    /**
     * As {@link #database(JdbcUrl, Credentials)}, with the directory of contents above 1 MiB.
     *
     * @throws InputException if there is none, or it cannot be read
     */
    static OpenStore database(JdbcUrl url, Credentials credentials, Path contents) {
        return database(url, () -> url.connect(credentials), pool -> Stores.read(pool, contents), READ);
    }

    /** @throws InputException if there is none, or it cannot be read */
    static OpenStore commandDatabase(JdbcUrl url, Credentials credentials) {
        return database(url, () -> url.connectToCommand(credentials), Stores::command, COMMAND);
    }

    private static OpenStore database(
            JdbcUrl url, Supplier<HikariDataSource> connecting, Function<DataSource, Store> opening, String purpose) {
        HikariDataSource pool;
        try {
            pool = connecting.get();
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(
                    url.text(), purpose + "Check --db or AVOW_DB, and the user and password.", Failures.firstCause(e));
        }
        try {
            return new OpenStore(opening.apply(pool), url.text(), pool::close);
        } catch (RuntimeException e) {
            pool.close();
            throw refused(url.text(), purpose + "Check --db or AVOW_DB.", e);
        }
    }

    private static InputException refused(String location, String advice, Throwable cause) {
        return new InputException("Store '" + Printable.text(location) + "' " + advice + Failures.lines(cause), cause);
    }

    History history() {
        return new History(store);
    }

    /** Says that the store does not know a job: the same in all commands. */
    NotHeldException unknownJob(String job) {
        return new NotHeldException("Job " + Printable.quoted(job) + " is not known in " + shown()
                + ". See which are with 'avow jobs', or give another store with --db.");
    }

    /** @throws NotHeldException if the store does not know the job */
    void requireJob(String job) {
        if (history().jobs().stream().noneMatch(known -> known.name().equals(job))) {
            throw unknownJob(job);
        }
    }

    /** Says that there is no such run here. */
    NotHeldException unknownRun(Identity identity) {
        return new NotHeldException("No run has the identity " + identity + " in " + shown()
                + ". Look it up with 'avow history JOB', or give another store with --db.");
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

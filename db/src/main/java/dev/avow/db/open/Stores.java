package dev.avow.db.open;

import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.db.internal.Opener;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/** Opens stores. */
public final class Stores {

    /**
     * The name of the file, in the directory of an embedded store, with the key that signs its evidence: Ed25519, PKCS
     * #8 in PEM, for its owner alone. {@link #embedded} makes it once; where it is gone later and {@link #PUBLIC_KEY} is
     * not, it warns and makes no other.
     */
    public static final String SIGNING_KEY = Opener.SIGNING_KEY;

    /** The name of the file beside {@link #SIGNING_KEY} with its public key: a SubjectPublicKeyInfo in PEM. */
    public static final String PUBLIC_KEY = Opener.PUBLIC_KEY;

    private Stores() {}

    /**
     * Opens the embedded store in a directory, and makes both if they are not there. Until it is closed, other
     * processes of this machine and user can read it with {@link #read(Path)}.
     *
     * @throws StoreException if it is open already, here or in another process, or its schema is newer than this library
     */
    public static Store embedded(Path directory) {
        return Opener.embedded(directory);
    }

    /**
     * Opens a store in a database, and brings its schema up to date. On H2, {@link Store#sync} needs the rights of an
     * admin.
     *
     * @param contents the directory of contents above 1 MiB, shared by all nodes
     * @throws StoreException if the database is not H2 or PostgreSQL, or its schema is newer than this library
     */
    public static Store over(DataSource dataSource, Path contents) {
        return Opener.over(dataSource, Optional.of(contents));
    }

    /**
     * As {@link #over(DataSource, Path)}, without a directory: a content above 1 MiB is refused.
     *
     * @throws StoreException as there
     */
    public static Store over(DataSource dataSource) {
        return Opener.over(dataSource, Optional.empty());
    }

    /**
     * Opens the embedded store in a directory for reading: through the process that has it open, else its file, which
     * then cannot be opened for writing until this is closed. Nothing is made, changed or served.
     *
     * @throws StoreException if there is none, it is open elsewhere and not served, or its schema is not the one of
     *     this library
     */
    public static Store read(Path directory) {
        return Opener.read(directory);
    }

    /**
     * Opens a store in a database for reading; contents above 1 MiB seem not to be kept. Nothing is changed.
     *
     * @throws StoreException if the database is not H2 or PostgreSQL, or its schema is not the one of this library
     */
    public static Store read(DataSource dataSource) {
        return Opener.read(dataSource, Optional.empty());
    }

    /**
     * As {@link #read(DataSource)}, with the directory of contents above 1 MiB.
     *
     * @param contents the directory; it need not be there
     */
    public static Store read(DataSource dataSource, Path contents) {
        return Opener.read(dataSource, Optional.of(contents));
    }

    /**
     * Opens the embedded store in a directory to submit commands to the engine that has it open, as a user who may only
     * read, submit and withdraw. Nothing is made or migrated.
     *
     * @throws StoreException if there is no store, no other process serves it, or its schema is not the one of this
     *     library
     */
    public static Store command(Path directory) {
        return Opener.command(directory);
    }

    /**
     * Opens a store in a database to submit commands to its engines: the user needs the rights to select from its tables,
     * and to insert into {@code command} and {@code command_take}. Nothing is made or migrated.
     *
     * @throws StoreException if the database is not H2 or PostgreSQL, or its schema is not the one of this library
     */
    public static Store command(DataSource dataSource) {
        return Opener.command(dataSource);
    }

    /** Tells whether a directory has an embedded store. */
    public static boolean isStore(Path directory) {
        return Opener.isStore(directory);
    }
}

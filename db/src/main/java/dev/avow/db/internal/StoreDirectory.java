package dev.avow.db.internal;

import dev.avow.db.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The files of an embedded store.
 *
 * @param path absolute, without symbolic links
 */
record StoreDirectory(Path path) {

    /** User and password of the database's owner. */
    static final String OWNER = "owner.properties";

    /** Port, user and password for readers, while the store is open. */
    static final String READER = "reader.properties";

    /** Port, user and password for who commands the engine, while the store is open. */
    static final String COMMANDER = "commander.properties";

    /** Makes the directory if it is not there, for its owner only: the database file holds prompts and answers. */
    static StoreDirectory make(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PrivateFiles.forDirectory(directory));
            }
            return of(directory);
        } catch (IOException e) {
            throw new StoreException("Directory '" + directory + "' cannot be made. See the cause.", e);
        }
    }

    static Optional<StoreDirectory> find(Path directory) {
        try {
            return Files.isRegularFile(directory.resolve("avow.mv.db")) ? Optional.of(of(directory)) : Optional.empty();
        } catch (IOException e) {
            throw new StoreException("Directory '" + directory + "' cannot be read. See the cause.", e);
        }
    }

    private static StoreDirectory of(Path directory) throws IOException {
        Path path = directory.toRealPath();
        if (path.toString().contains(";")) {
            throw new StoreException("Directory '" + path + "' has a semicolon in its name. Use one without.");
        }
        return new StoreDirectory(path);
    }

    /**
     * Returns H2's name of the database, without its options.
     *
     * <p>{@code async:} for the file must survive the interruption of a thread that reads or writes it, as an attempt's
     * timeout does. With H2's default, the interruption closes the file and with it the database.
     */
    String url() {
        return "jdbc:h2:async:" + path.resolve("avow");
    }

    /** As {@link #url}, of the database that is to take the place of the present one. */
    String nextUrl() {
        return "jdbc:h2:async:" + path.resolve("avow-next");
    }

    /**
     * Returns connections of the database's owner, who may do all.
     *
     * <p>{@code TRACE_LEVEL_FILE=0} for H2 would write failed statements to a file, with their values.
     */
    JdbcDataSource dataSource(String url, String password) {
        JdbcDataSource owner = new JdbcDataSource();
        owner.setURL(url + ";LOCK_TIMEOUT=30000;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
        owner.setUser(Rights.OWNER);
        owner.setPassword(password);
        return owner;
    }

    Path next() {
        return path.resolve("avow-next.mv.db");
    }

    Path database() {
        return path.resolve("avow.mv.db");
    }

    Path owner() {
        return path.resolve(OWNER);
    }

    Path reader() {
        return path.resolve(READER);
    }

    Path commander() {
        return path.resolve(COMMANDER);
    }

    Path signingKey() {
        return path.resolve(Opener.SIGNING_KEY);
    }

    Path publicKey() {
        return path.resolve(Opener.PUBLIC_KEY);
    }

    Path contents() {
        return path.resolve("contents");
    }

    boolean hasDatabase() {
        return Files.exists(database(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Keeps other processes, and other stores of this one, from writing here until the channel is closed. */
    FileChannel lock() {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve("avow.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw openElsewhere(e);
        } catch (IOException e) {
            close(channel);
            throw new StoreException("Directory '" + path + "' cannot be locked. See the cause.", e);
        }
    }

    StoreException openElsewhere(@Nullable Exception cause) {
        return new StoreException(
                "Store in directory '" + path + "' is open elsewhere. Close it there, or read it with Stores.read.",
                cause);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException("Lock file cannot be closed. See the cause.", e);
        }
    }
}

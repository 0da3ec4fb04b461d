package dev.avow.db.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Opens the embedded store of a directory.
 *
 * <p>The owner of the database migrates it, and then only holds one connection: with it, a commit is written at once
 * ({@code WRITE_DELAY=0}), and forced to the disk when asked for. All work is done by a user with fewer rights.
 */
final class EmbeddedStore {

    private static final String COMMON = ";LOCK_TIMEOUT=30000";
    private static final String OPTIONS = COMMON + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";

    private final StoreDirectory directory;
    private final Closing closing;

    private EmbeddedStore(StoreDirectory directory, Closing closing) {
        this.directory = directory;
        this.closing = closing;
    }

    static Store open(Path path) {
        ReaderServer.bindToThisMachine();
        Closing closing = new Closing();
        try {
            return new EmbeddedStore(StoreDirectory.make(path), closing).open();
        } catch (IOException | SQLException e) {
            throw closed(
                    closing,
                    new StoreException("Store in directory '" + path + "' cannot be opened. See the cause.", e));
        } catch (RuntimeException e) {
            throw closed(closing, e);
        }
    }

    private static RuntimeException closed(Closing closing, RuntimeException failure) {
        try {
            closing.close();
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private Store open() throws IOException, SQLException {
        FileChannel lock = directory.lock();
        closing.add(lock::close);
        JdbcDataSource owner = owner();
        Connection admin = admin(owner);
        Compaction compaction = new Compaction(admin, directory.database());
        closing.add(compaction::shutDown);
        new Migrations(owner, Database.H2).migrate();

        String enginePassword = Passwords.random();
        String readerPassword = Passwords.random();
        Rights.grant(admin, enginePassword, readerPassword);
        ReaderServer server = ReaderServer.start(directory, readerPassword);
        closing.add(server::close);
        HikariDataSource pool = Pools.open("avow", directory.url() + COMMON, Rights.ENGINE, enginePassword);
        closing.add(pool::close);
        return store(pool, admin);
    }

    private Store store(HikariDataSource pool, Connection admin) throws IOException {
        ContentDirectory large = new ContentDirectory(directory.contents());
        large.clean();
        SqlContents contents = new SqlContents(new Transactions(pool, Database.H2), Optional.of(large), true);
        return new SqlStore(pool, Database.H2, contents, new Upkeep(new Checkpoint(admin)::sync, closing::close, true));
    }

    private JdbcDataSource owner() throws IOException {
        JdbcDataSource owner = new JdbcDataSource();
        owner.setURL(directory.url() + OPTIONS);
        owner.setUser(Rights.OWNER);
        owner.setPassword(ownerPassword());
        return owner;
    }

    private String ownerPassword() throws IOException {
        Optional<Properties> kept = PrivateFiles.read(directory.owner());
        if (kept.isPresent()) {
            return kept.get().getProperty("password", "");
        }
        if (directory.hasDatabase()) {
            throw new StoreException(
                    "File '" + directory.owner() + "' with the store's password is missing. Restore it.");
        }
        String password = Passwords.random();
        PrivateFiles.write(directory.path(), StoreDirectory.OWNER, Map.of("user", Rights.OWNER, "password", password));
        return password;
    }

    private Connection admin(JdbcDataSource owner) {
        try {
            return owner.getConnection();
        } catch (SQLException e) {
            throw switch (e.getErrorCode()) {
                case ErrorCode.DATABASE_ALREADY_OPEN_1 -> directory.openElsewhere(e);
                case ErrorCode.WRONG_USER_OR_PASSWORD ->
                    new StoreException(
                            "Password in file '" + directory.owner() + "' is not the store's. Restore the file.", e);
                default ->
                    new StoreException(
                            "Store in directory '" + directory.path() + "' cannot be opened. See the cause.", e);
            };
        }
    }
}

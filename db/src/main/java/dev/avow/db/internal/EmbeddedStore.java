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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the embedded store of a directory.
 *
 * <p>The owner of the database migrates it, and then only holds one connection: with it, a commit is written at once
 * ({@code WRITE_DELAY=0}), and forced to the disk when asked for. All work is done by a user with fewer rights.
 */
final class EmbeddedStore {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

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
        new SigningKeyFiles(directory).provide();
        AdminConnection admin = admin();
        closing.add(() -> admin.close(new Compaction(directory.database())::shutDown));

        Rights.Guests passwords = Rights.Guests.random();
        admin.grant(passwords);
        if (ReaderServer.isBoundToThisMachine()) {
            closing.add(ReaderServer.start(directory, passwords)::close);
        } else {
            LOG.warn(
                    "Readers are not served while this process has the store open: H2 was loaded before it, with another"
                            + " address. Start Java with -Dh2.bindAddress={}.",
                    ReaderServer.HOST);
        }
        HikariDataSource pool = Pools.open("avow", new EngineConnections(directory, admin, passwords.engine()));
        closing.add(pool::close);
        return store(pool, admin);
    }

    private Store store(HikariDataSource pool, AdminConnection admin) throws IOException {
        ContentDirectory large = new ContentDirectory(directory.contents());
        large.clean();
        SqlContents contents = new SqlContents(new Transactions(pool, Database.H2), Optional.of(large), true);
        return new SqlStore(pool, Database.H2, contents, new Upkeep(admin::sync, closing::close, true));
    }

    private AdminConnection admin() throws IOException, SQLException {
        String password = ownerPassword();
        JdbcDataSource owner = directory.dataSource(directory.url(), password);
        if (!directory.hasDatabase() || !isCurrent(password)) {
            new FileMigration(directory, password).run(); // why: it leaves a file that was closed as a whole
        }
        return new AdminConnection(() -> connect(owner));
    }

    /**
     * Opens the database, and closes it as a whole: what H2 commits right after it found an end that nobody closed may be
     * lost at the next such end. It is compacted when it is closed for good, and not here.
     */
    private boolean isCurrent(String password) throws SQLException {
        JdbcDataSource owner = directory.dataSource(directory.url() + ";MAX_COMPACT_TIME=0", password);
        try (Connection open = connect(owner)) { // why: the database is opened once, not for each question
            return new Schema(owner, Database.H2).isCurrent();
        }
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

    private Connection connect(JdbcDataSource owner) {
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

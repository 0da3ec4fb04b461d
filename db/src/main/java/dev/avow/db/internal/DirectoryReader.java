package dev.avow.db.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.h2.api.ErrorCode;

/**
 * Opens the embedded store of a directory for reading: through the process that has it open, if there is one, else the
 * file.
 */
final class DirectoryReader {

    private static final String TIMEOUT = ";NETWORK_TIMEOUT=10000";

    private final StoreDirectory directory;

    private DirectoryReader(StoreDirectory directory) {
        this.directory = directory;
    }

    static Store open(Path path) {
        ReaderServer.bindToThisMachine();
        StoreDirectory directory = find(path);
        try {
            return new DirectoryReader(directory).open();
        } catch (IOException e) {
            throw new StoreException("Store in directory '" + path + "' cannot be read. See the cause.", e);
        }
    }

    static StoreDirectory find(Path path) {
        return StoreDirectory.find(path)
                .orElseThrow(() -> new StoreException("No Avow store in directory '" + path
                        + "'. Give the directory of a store, or make one with Stores.embedded."));
    }

    private Store open() throws IOException {
        Optional<Properties> served = PrivateFiles.read(directory.reader()).filter(DirectoryReader::answers);
        HikariDataSource pool = served.isPresent() ? served("avow-reader", served.get()) : file();
        try {
            new Schema(pool, Database.H2).requireCurrent();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        Transactions transactions = new Transactions(pool, Database.H2);
        ContentDirectory large = new ContentDirectory(directory.contents());
        return new ReadStore(pool, Database.H2, new SqlContents(transactions, Optional.of(large), false), pool::close);
    }

    /** No answer is no fault: a process that was killed leaves its file behind. */
    static boolean answers(Properties reader) {
        try (Connection connection =
                DriverManager.getConnection(url(reader), reader.getProperty("user"), reader.getProperty("password"))) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    static HikariDataSource served(String pool, Properties reader) {
        return Pools.open(pool, url(reader), reader.getProperty("user"), reader.getProperty("password"));
    }

    private static String url(Properties reader) {
        return "jdbc:h2:tcp://" + ReaderServer.HOST + ":" + reader.getProperty("port") + "/async:avow" + TIMEOUT;
    }

    private HikariDataSource file() throws IOException {
        String password = PrivateFiles.read(directory.owner())
                .map(owner -> owner.getProperty("password", ""))
                .orElseThrow(() -> new StoreException(
                        "File '" + directory.owner() + "' with the store's password is missing. Restore it."));
        String url = directory.url() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r;TRACE_LEVEL_FILE=0";
        try (Connection connection = DriverManager.getConnection(url, Rights.OWNER, password)) {
            return Pools.open("avow-reader", url, connection.getMetaData().getUserName(), password);
        } catch (SQLException e) {
            throw e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                    ? directory.openElsewhere(e)
                    : new StoreException(
                            "Store in directory '" + directory.path() + "' cannot be read. See the cause.", e);
        }
    }
}

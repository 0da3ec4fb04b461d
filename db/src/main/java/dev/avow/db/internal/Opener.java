package dev.avow.db.internal;

import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Opens stores, for {@code dev.avow.db.open.Stores}. */
public final class Opener {

    /** As {@code dev.avow.db.open.Stores} has it. */
    public static final String SIGNING_KEY = "signing.key";

    /** As {@code dev.avow.db.open.Stores} has it. */
    public static final String PUBLIC_KEY = "signing.pub";

    private Opener() {}

    /** Opens the embedded store in a directory. */
    public static Store embedded(Path directory) {
        return EmbeddedStore.open(directory);
    }

    /** Opens a store in a database, after migrating it. */
    public static Store over(DataSource dataSource, Optional<Path> contents) {
        Database database = detect(dataSource);
        new Schema(dataSource, database).migrate();
        Transactions transactions = new Transactions(dataSource, database);
        return new SqlStore(
                dataSource,
                database,
                new SqlContents(transactions, contents.map(ContentDirectory::new), true),
                new Upkeep(new PoolSync(dataSource, database)::sync, () -> {}, false));
    }

    /** Opens the embedded store in a directory for reading. */
    public static Store read(Path directory) {
        return DirectoryReader.open(directory);
    }

    /** Opens a store in a database for reading. */
    public static Store read(DataSource dataSource, Optional<Path> contents) {
        Database database = detect(dataSource);
        new Schema(dataSource, database).requireCurrent();
        Transactions transactions = new Transactions(dataSource, database);
        SqlContents kept = new SqlContents(transactions, contents.map(ContentDirectory::new), false);
        return new ReadStore(dataSource, database, kept, () -> {});
    }

    /** Opens the embedded store in a directory for commands. */
    public static Store command(Path directory) {
        return DirectoryCommander.open(directory);
    }

    /** Opens a store in a database for commands. */
    public static Store command(DataSource dataSource) {
        return commanding(dataSource, () -> {});
    }

    /** Opens a store whose user may read, and submit and withdraw commands; if it cannot be, nothing stays open. */
    static Store commanding(DataSource dataSource, Runnable close) {
        try {
            Database database = detect(dataSource);
            new Schema(dataSource, database).requireCurrent();
            Transactions transactions = new Transactions(dataSource, database);
            Upkeep upkeep = new Upkeep(
                    () -> {
                        throw ReadStore.refused();
                    },
                    close,
                    false);
            return new SqlStore(dataSource, database, new SqlContents(transactions, Optional.empty(), false), upkeep);
        } catch (RuntimeException e) {
            close.run();
            throw e;
        }
    }

    private static Database detect(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String name = connection.getMetaData().getDatabaseProductName();
            return switch (name) {
                case "H2" -> Database.H2;
                case "PostgreSQL" -> Database.POSTGRESQL;
                default -> throw new StoreException("Database '" + name + "' is not supported. Use H2 or PostgreSQL.");
            };
        } catch (SQLException e) {
            throw new StoreException("Database gave no connection. See the cause.", e);
        }
    }

    /** Tells whether a directory has an embedded store. */
    public static boolean isStore(Path directory) {
        return StoreDirectory.find(directory).isPresent();
    }
}

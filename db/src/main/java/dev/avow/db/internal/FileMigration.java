package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Migrates the file of an embedded database: a new one or a copy, which takes its place only when it is whole.
 *
 * <p>H2 commits each statement that changes a table by itself. A process that dies between two of them would leave a
 * schema that no migration fits.
 */
final class FileMigration {

    private final StoreDirectory directory;
    private final String password;

    FileMigration(StoreDirectory directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    /** Makes or migrates the database; nobody may have it open. */
    void run() throws IOException, SQLException {
        Files.deleteIfExists(directory.next());
        boolean isNew = !directory.hasDatabase();
        if (!isNew) {
            Files.copy(directory.database(), directory.next());
        }
        JdbcDataSource next = directory.dataSource(directory.nextUrl(), password);
        try (Connection last = next.getConnection();
                Statement statement = last.createStatement()) {
            if (isNew) {
                make(last, statement);
            } else {
                new Migrations(next, Database.H2).migrate();
            }
            statement.execute("shutdown");
        }
        try (FileChannel file = FileChannel.open(directory.next(), StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(
                directory.next(),
                directory.database(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        ContentDirectory.sync(directory.path());
    }

    /** Writes nothing at each commit: nobody sees the file before it is on the disk as a whole. */
    private static void make(Connection owner, Statement statement) throws IOException, SQLException {
        statement.execute("set write_delay 60000");
        new NewSchema(owner).make();
        Rights.grant(owner, Rights.Guests.random()); // why: each opening gives other passwords, and no more rights
        statement.execute("set write_delay 0");
    }
}

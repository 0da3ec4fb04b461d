package dev.avow.db.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A connection with all rights, to a database that no store has open. */
public final class OwnerConnection {

    private OwnerConnection() {}

    public static Connection open(Path path) throws SQLException {
        try {
            StoreDirectory directory = StoreDirectory.make(path);
            String password = PrivateFiles.read(directory.owner()).orElseThrow().getProperty("password");
            return DriverManager.getConnection(directory.url(), Rights.OWNER, password);
        } catch (IOException e) {
            throw new UncheckedIOException("no owner in " + path, e);
        }
    }
}

package dev.avow.db;

import java.nio.file.Path;
import javax.sql.DataSource;

/** Opens stores. */
public final class Stores {

    private Stores() {}

    /**
     * Opens the embedded store in a directory, and makes both if they are not there.
     *
     * @throws StoreException if another process has it open, or its schema is newer than this library
     */
    public static Store embedded(Path directory) {
        return java.util.Objects.requireNonNull(null, "not built: " + directory);
    }

    /**
     * Opens a store in a database, and brings its schema up to date.
     *
     * @param contents the directory of contents above 1 MiB, shared by all nodes
     * @throws StoreException if the database is not H2 or PostgreSQL, or its schema is newer than this library
     */
    public static Store over(DataSource dataSource, Path contents) {
        return java.util.Objects.requireNonNull(null, "not built: " + dataSource + contents);
    }
}

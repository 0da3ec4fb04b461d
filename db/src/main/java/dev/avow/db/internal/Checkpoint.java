package dev.avow.db.internal;

import dev.avow.db.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Forces an H2 database to the disk, through a connection of an admin. */
final class Checkpoint {

    private Checkpoint() {}

    static void sync(Connection admin) {
        try (Statement statement = admin.createStatement()) {
            statement.execute("checkpoint sync");
        } catch (SQLException e) {
            throw new StoreException(
                    "Database cannot say whether its commits are on the disk. Connect as a user that may CHECKPOINT.",
                    e);
        }
    }
}

package dev.avow.db.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Closes an embedded database, and compacts it where that is worth it.
 *
 * <p>With {@code WRITE_DELAY=0} each commit appends a chunk to the file, whose room H2 uses again after 45 seconds: the
 * file grows to what is committed in about a minute and a half, and stays so. On closing, H2 itself spends at most 200
 * ms on compacting it. Here the file is written anew if it is larger than 16 MiB and less than half of its chunks is in
 * use; that takes as long as writing what is in use.
 */
final class Compaction {

    private static final long SMALL = 16 << 20;
    private static final int WORTH_PERCENT = 50;

    private static final String FILL_RATE = """
            select setting_value from information_schema.settings
            where setting_name = 'info.CHUNKS_FILL_RATE'""";

    private final Path file;

    Compaction(Path file) {
        this.file = file;
    }

    void shutDown(Connection admin) throws SQLException, IOException {
        try (Statement statement = admin.createStatement()) {
            boolean worth = Files.size(file) > SMALL && fillRate(statement) < WORTH_PERCENT;
            statement.execute(worth ? "shutdown compact" : "shutdown");
        }
    }

    private static int fillRate(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(FILL_RATE)) {
            return result.next() ? Integer.parseInt(result.getString(1)) : WORTH_PERCENT;
        }
    }
}

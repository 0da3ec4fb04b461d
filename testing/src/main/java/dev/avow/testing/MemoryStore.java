package dev.avow.testing;

import dev.avow.db.open.Stores;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A store in memory, made from the script of one that was migrated once for the JVM: a small part of the time that the
 * migrations take.
 */
final class MemoryStore implements TestStore {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final JdbcConnectionPool pool;
    private final Path contents;

    private MemoryStore(JdbcConnectionPool pool, Path contents) {
        this.pool = pool;
        this.contents = contents;
    }

    static MemoryStore open() {
        MemoryStore store = new MemoryStore(newDatabase(), Folders.temporary("avow-test"));
        execute(store.pool, Template.SCRIPT);
        return store;
    }

    private static JdbcConnectionPool newDatabase() {
        String url = "jdbc:h2:mem:avow-test-" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000";
        return JdbcConnectionPool.create(url, "sa", "");
    }

    @Override
    public AvowBuilder engine() {
        return Avow.on(pool, contents.resolve("contents")).workFolder(Folders.made(contents.resolve("work")));
    }

    @Override
    public void close() {
        execute(pool, "shutdown immediately");
        pool.dispose();
        Folders.delete(contents);
    }

    private static void execute(JdbcConnectionPool pool, String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Database in memory refused what the test kit asked for. See the cause.", e);
        }
    }

    private static final class Template {

        static final String SCRIPT = make();

        private static String make() {
            JdbcConnectionPool pool = newDatabase();
            Stores.over(pool).close();
            StringBuilder script = new StringBuilder();
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet lines = statement.executeQuery("script nosettings")) {
                while (lines.next()) {
                    String line = lines.getString(1);
                    if (!line.startsWith("CREATE USER")) { // why: the new database has its one user
                        script.append(line).append('\n');
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Schema of the test kit cannot be read. See the cause.", e);
            }
            execute(pool, "shutdown immediately");
            pool.dispose();
            return script.toString();
        }
    }
}

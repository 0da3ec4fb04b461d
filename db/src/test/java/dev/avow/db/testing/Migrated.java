package dev.avow.db.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** New stores that are made from one that was migrated once for the JVM: sooner there than a migration each. */
public final class Migrated {

    private Migrated() {}

    /** Returns a new, empty embedded store in a directory, which is made. */
    public static Store embedded(Path directory) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(Embedded.TEMPLATE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no store in " + directory, e);
        }
        return Stores.embedded(directory);
    }

    /** As {@link Postgres#newSchema}, with all tables. */
    public static HikariDataSource newSchema() {
        HikariDataSource pool = Postgres.newSchema();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(Scripts.ALL);
        } catch (SQLException e) {
            throw new IllegalStateException("no tables", e);
        }
        return pool;
    }

    private static final class Embedded {

        static final Path TEMPLATE = make();

        private static Path make() {
            try {
                Path template = Files.createTempDirectory("avow-template");
                Stores.embedded(template).close();
                try (Stream<Path> files = Files.list(template)) {
                    files.forEach(file -> file.toFile().deleteOnExit());
                }
                return template;
            } catch (IOException e) {
                throw new UncheckedIOException("no template", e);
            }
        }
    }

    private static final class Scripts {

        static final String ALL = read();

        private static String read() {
            try (HikariDataSource pool = Postgres.newSchema()) {
                Stores.over(pool);
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    StringBuilder all = new StringBuilder();
                    for (String script : applied(statement)) {
                        all.append(text(script)).append('\n');
                    }
                    String history = connection.getSchema() + ".avow_schema_history";
                    all.append("create table avow_schema_history (like " + history + " including all);\n");
                    all.append("insert into avow_schema_history select * from " + history + ";\n");
                    return all.toString();
                }
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("no scripts", e);
            }
        }

        private static List<String> applied(Statement statement) throws SQLException {
            List<String> scripts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select script from avow_schema_history where type = 'SQL' order by installed_rank")) {
                while (rows.next()) {
                    scripts.add(rows.getString(1));
                }
            }
            return scripts;
        }

        private static String text(String script) throws IOException {
            for (String folder : List.of("common", "postgresql")) {
                try (InputStream in =
                        Stores.class.getResourceAsStream("/dev/avow/db/migration/" + folder + "/" + script)) {
                    if (in != null) {
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .replace("${digest}", "bytea")
                                .replace("${bytes}", "bytea");
                    }
                }
            }
            throw new IOException("no script " + script);
        }
    }
}

package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store.Database;
import dev.avow.db.testing.Postgres;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start without Flyway: it finds what Flyway would find, and makes what Flyway would make. */
class SchemaTest {

    private static final String HISTORY = """
            select "version", "type", "script", "checksum", "description" from "avow_schema_history"
            where "type" <> 'TABLE' order by "installed_rank\"""";

    /** All of an H2 database: its statements, and the indexes that belong to its constraints. */
    private static final List<String> ALL = List.of(
            "script nodata nopasswords nosettings",
            "select * from information_schema.indexes order by index_schema, table_name, index_name",
            "select * from information_schema.index_columns order by table_name, index_name, ordinal_position",
            "select * from information_schema.triggers order by trigger_name",
            "select * from information_schema.sequences order by sequence_name",
            "select * from information_schema.rights order by table_name, grantee, rights",
            "select * from information_schema.columns where table_schema = 'PUBLIC' order by table_name, column_name",
            "select * from information_schema.settings where setting_name = 'WRITE_DELAY'",
            """
            select "installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "success"
            from "avow_schema_history" order by "installed_rank\"""");

    @TempDir
    private Path directory;

    @Test
    void knows_all_migrations() throws Exception {
        DataSource h2 = h2("listed");
        new Migrations(h2, Database.H2).migrate();
        assertListed(Database.H2, h2);

        try (HikariDataSource postgres = Postgres.newDatabase()) {
            new Migrations(postgres, Database.POSTGRESQL).migrate();
            assertListed(Database.POSTGRESQL, postgres);
        }
    }

    /** Whoever adds a migration copies the files that this writes. */
    private static void assertListed(Database database, DataSource migrated) throws IOException, SQLException {
        String name = KnownMigration.folder(database) + ".txt";
        String expected = String.join("\n", rows(migrated, List.of(HISTORY))) + "\n";
        Files.createDirectories(Path.of("target/schema"));
        Files.writeString(Path.of("target/schema", name), expected);

        String listed;
        try (var in = KnownMigration.resource("schema/" + name)) {
            listed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(listed)
                .as("Migrations changed. Run: cp db/target/schema/" + name
                        + " db/src/main/resources/dev/avow/db/schema/")
                .isEqualTo(expected);
    }

    @Test
    void makes_the_same_schema_as_single_migrations() throws Exception {
        JdbcDataSource migrated = h2("migrated");
        JdbcDataSource made = h2("made");
        new Migrations(migrated, Database.H2).migrate();
        try (Connection connection = made.getConnection()) {
            new NewSchema(connection).make();
        }

        assertThat(rows(made, ALL)).containsExactlyElementsOf(rows(migrated, ALL));
    }

    @Test
    void makes_and_opens_an_embedded_store_without_flyway() throws Exception {
        Path store = directory.resolve("store");

        try (URLClassLoader without = withoutFlyway()) {
            openAndClose(without, store);
            openAndClose(without, store);
        }

        try (Connection owner = OwnerConnection.open(store);
                Statement statement = owner.createStatement();
                ResultSet result =
                        statement.executeQuery("select max(\"installed_rank\") from \"avow_schema_history\"")) {
            result.next();
            assertThat(result.getInt(1))
                    .isEqualTo(KnownMigration.all(Database.H2).size());
        }
    }

    @Test
    void leaves_a_schema_whose_last_migration_failed_to_flyway() throws Exception {
        DataSource database = h2("failed");
        new Migrations(database, Database.H2).migrate();
        assertThat(new Schema(database, Database.H2).isCurrent()).isTrue();

        for (String broken : List.of(
                "update \"avow_schema_history\" set \"success\" = false where \"version\" = '040'",
                "update \"avow_schema_history\" set \"description\" = 'other' where \"version\" = '039'")) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(broken);
            }

            assertThatThrownBy(() -> new Schema(database, Database.H2).isCurrent())
                    .hasMessage("Schema cannot be brought up to date. See the cause.");
        }
    }

    @Test
    void gives_only_rights_that_are_missing() throws Exception {
        Path store = directory.resolve("rights");
        EmbeddedStore.open(store).close();

        try (Connection owner = OwnerConnection.open(store);
                Statement statement = owner.createStatement()) {
            assertThat(Rights.grant(owner, Rights.Guests.random())).isZero();
            statement.execute("revoke update on run from " + Rights.ENGINE);
            statement.execute("revoke select on \"avow_schema_history\" from " + Rights.READER);
            assertThat(Rights.grant(owner, Rights.Guests.random())).isEqualTo(2);
            assertThat(Rights.grant(owner, Rights.Guests.random())).isZero();
        }
    }

    private static void openAndClose(ClassLoader loader, Path store) throws Exception {
        Class<?> stores = loader.loadClass("dev.avow.db.open.Stores");
        ((AutoCloseable) stores.getMethod("embedded", Path.class).invoke(null, store)).close();
    }

    private static URLClassLoader withoutFlyway() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).getFileName().toString().startsWith("flyway-")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private JdbcDataSource h2(String folder) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + directory.resolve(folder).resolve("avow") + ";WRITE_DELAY=0");
        database.setUser("OWNER");
        database.setPassword("");
        return database;
    }

    /** Returns the rows of queries, each as a text: its fields in their order, with a bar between them. */
    private static List<String> rows(DataSource database, List<String> queries) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            for (String query : queries) {
                try (ResultSet result = statement.executeQuery(query)) {
                    while (result.next()) {
                        String[] fields = new String[result.getMetaData().getColumnCount()];
                        for (int i = 0; i < fields.length; i++) {
                            fields[i] = result.getString(i + 1);
                        }
                        rows.add(String.join("|", Arrays.asList(fields)));
                    }
                }
            }
            return rows;
        }
    }
}

package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Registrations.RegistrationRow;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema is brought up to date, or refused with what to do. */
class MigrationsTest {

    /** What takes back the migrations since 010 in an embedded store. */
    private static final List<String> UNDONE = List.of(
            "alter table run drop column took",
            "alter table run drop column took_attempt",
            "create index qrtz_triggers_misfire_ix on qrtz_triggers (sched_name, misfire_instr, next_fire_time)",
            "create index qrtz_triggers_group_ix on qrtz_triggers (sched_name, trigger_group, trigger_state)",
            "create index slot_newest_ix on slot (job, schedule, first_for desc)",
            "alter table cursor drop column definition",
            "drop index run_job_state_ix",
            "drop index run_state_page_ix",
            "drop table used_member",
            "drop table used",
            "drop index event_run_kind_ix",
            "drop table deferral",
            "drop table mapping_refusal",
            "drop table mapping",
            "alter table run drop constraint run_occasion_uk",
            "alter table run drop column map_key",
            "alter table run drop column map_index",
            "alter table run add constraint run_occasion_uk unique (job, occasion, task, number)",
            "alter table declaration drop constraint declaration_occasion_uk",
            "alter table declaration drop column map_index",
            "alter table declaration add constraint declaration_occasion_uk unique (job, task, occasion, number)",
            "drop table due",
            "drop table command_answer",
            "drop table command_take",
            "drop table command",
            "drop index locator_content_ix",
            "drop table content_removal",
            "alter table output drop column is_private",
            "drop table private_value",
            "drop table private_key",
            "drop table backfill_occasion",
            "drop table backfill",
            "drop index event_kind_ix",
            "alter table owner drop column check_in",
            "drop table seat",
            "drop table pool",
            "drop table pause",
            "alter table attempt drop column cancel",
            "drop table registration");

    @TempDir
    private Path directory;

    @Test
    void refuses_a_schema_that_is_newer() throws SQLException {
        try (HikariDataSource postgres = Postgres.newDatabase()) {
            for (DataSource database : List.of(h2("newer"), postgres)) {
                Stores.over(database, directory).close();
                execute(database, """
                        insert into "avow_schema_history" ("installed_rank", "version", "description", "type", "script",
                            "checksum", "installed_by", "execution_time", "success")
                        values (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'later', 1, true)""");

                assertThatThrownBy(() -> Stores.over(database, directory))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("Schema version 999 is newer than " + newest() + ", the newest this library knows."
                                + " Upgrade the library or restore the database.");
                assertThatThrownBy(() -> Stores.read(database))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("Schema version 999 is newer than " + newest() + ", the newest this library knows."
                                + " Upgrade the library or restore the database.");
            }
        }
    }

    @Test
    void refuses_to_read_a_schema_that_is_older() throws SQLException {
        DataSource database = h2("older");
        Stores.over(database, directory).close();
        execute(database, "delete from \"avow_schema_history\" where \"version\" >= '009'");

        assertThatThrownBy(() -> Stores.read(database))
                .isInstanceOf(StoreException.class)
                .hasMessage("Schema version 8 is older than " + newest() + ", which this library reads."
                        + " Open it with Stores.over once, or read it with the older library.");
    }

    @Test
    void refuses_to_read_a_database_without_the_schema() throws SQLException {
        try (HikariDataSource postgres = Postgres.newDatabase()) {
            for (DataSource database : List.of(h2("empty"), postgres)) {
                assertThatThrownBy(() -> Stores.read(database))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("Database has no Avow schema. Open it with Stores.over once, which makes it.");
                assertThat(tables(database)).isEmpty();
            }
        }
    }

    @Test
    void refuses_a_schema_whose_migrations_were_edited() throws SQLException {
        DataSource database = h2("edited");
        Stores.over(database, directory).close();
        execute(database, "update \"avow_schema_history\" set \"checksum\" = 7 where \"version\" = '003'");

        assertThatThrownBy(() -> Stores.over(database, directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("Schema cannot be brought up to date. See the cause.");
    }

    @Test
    void leaves_the_place_where_a_plain_flyway_looks_to_the_application() {
        Flyway application = Flyway.configure().dataSource(h2("plain")).load();

        assertThat(application.getConfiguration().getLocations())
                .extracting(Object::toString)
                .containsExactly("classpath:db/migration");
        assertThat(application.info().all()).isEmpty();
    }

    @Test
    void shares_a_database_with_an_application() throws SQLException {
        try (HikariDataSource postgres = Postgres.newDatabase()) {
            for (DataSource database : List.of(h2("shared"), postgres)) {
                execute(database, "create table flyway_schema_history (id integer)");

                Stores.over(database, directory).close();
                Stores.over(database, directory).close();

                assertThat(tables(database)).contains("flyway_schema_history", "avow_schema_history", "declaration");
            }
        }
    }

    @Test
    void migrates_once_where_two_nodes_start_together() throws Exception {
        try (HikariDataSource postgres = Postgres.newDatabase()) {
            Callable<Boolean> node = () -> {
                Stores.over(postgres, directory).close();
                return true;
            };
            ExecutorService nodes = Executors.newFixedThreadPool(2);

            List<Future<Boolean>> started = nodes.invokeAll(List.of(node, node));

            assertThat(started).allSatisfy(start -> assertThat(start.get()).isTrue());
            nodes.shutdown();
        }
    }

    @Test
    void makes_an_embedded_store_where_an_earlier_start_died_on_the_way() throws IOException {
        Path leftover = Files.createDirectories(directory.resolve("store")).resolve("avow-next.mv.db");
        Files.writeString(leftover, "half a database");

        Stores.embedded(directory.resolve("store")).close();

        assertThat(leftover).doesNotExist();
    }

    @Test
    void migrates_an_embedded_store_that_is_older() throws SQLException {
        Path store = directory.resolve("store");
        Stores.embedded(store).close();
        owner(store, "delete from \"avow_schema_history\" where \"version\" >= '010'");
        owner(store, UNDONE.toArray(String[]::new));
        for (String fact : Rights.FACTS) {
            owner(store, "drop trigger if exists " + fact + "_append_only");
        }

        Stores.embedded(store).close();

        try (Store read = Stores.read(store)) {
            assertThat(read.<List<RegistrationRow>>read(
                            session -> session.registrations().list()))
                    .isEmpty();
        }
        assertThatThrownBy(() -> owner(store, """
                        insert into spec (digest, job, task, body, stored_at)
                        values (X'%s', 'job', 'task', X'00', now())""".formatted("00".repeat(32)), "delete from spec"))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("Table SPEC is append-only: UPDATE and DELETE refused.");
    }

    @Test
    void leaves_an_embedded_store_as_it_is_where_a_migration_fails() throws SQLException {
        Path store = directory.resolve("store");
        Stores.embedded(store).close();
        owner(store, "delete from \"avow_schema_history\" where \"version\" >= '010'", "drop trigger spec_append_only");

        assertThatThrownBy(() -> Stores.embedded(store))
                .isInstanceOf(StoreException.class)
                .hasMessage("Schema cannot be brought up to date. See the cause.");

        owner(store, "create trigger spec_append_only before delete on spec call 'dev.avow.db.AppendOnly'");
    }

    private static void owner(Path store, String... statements) throws SQLException {
        try (Connection owner = OwnerConnection.open(store);
                Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void knows_the_rights_of_every_table() throws SQLException {
        DataSource database = h2("rights");
        Stores.over(database, directory).close();

        Set<String> known = new TreeSet<>(Rights.FACTS);
        known.addAll(Rights.FOLLOWING);
        known.addAll(Rights.ERASABLE);
        known.addAll(Rights.OTHERS);
        known.add(Migrations.HISTORY);
        assertThat(tables(database)).containsExactlyElementsOf(known);
    }

    @Test
    void reads_a_database_without_writing() throws SQLException {
        try (HikariDataSource postgres = Postgres.newDatabase()) {
            Stores.over(postgres, directory).close();

            Store reader = Stores.read(postgres);

            assertThat(reader.<Integer>read(session ->
                            session.attempts().live(Optional.empty(), 10).size()))
                    .isZero();
            assertThat(reader.contents().open("sha256:" + "0".repeat(64))).isEmpty();
            assertThatThrownBy(() -> reader.writeOnly(session -> {})).hasMessage(READ_ONLY);
            assertThatThrownBy(reader::sync).hasMessage(READ_ONLY);
            assertThatThrownBy(() -> reader.contents().put(new byte[1])).hasMessage(READ_ONLY);
            assertThatThrownBy(() -> reader.contents().put(directory)).hasMessage(READ_ONLY);
            reader.close();
            assertThat(postgres.isClosed()).isFalse();
        }
    }

    private static final String READ_ONLY =
            "Store is open for reading only. Open it with Stores.embedded or Stores.over to write.";

    private DataSource h2(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + name + directory.getFileName() + ";DB_CLOSE_DELAY=-1");
        database.setUser("SA");
        database.setPassword("");
        return database;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Set<String> tables(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                        select lower(table_name) from information_schema.tables
                        where lower(table_schema) = 'public'""")) {
            Set<String> tables = new TreeSet<>();
            while (result.next()) {
                tables.add(result.getString(1));
            }
            return tables;
        }
    }

    private static int newest() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/dev/avow/db/migration"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aRequest;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Commands.CommandRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Child;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of an embedded store: who may open it, who may read it, and what is left behind. */
class EmbeddedStoreTest {

    private static final String SUBMIT = """
            insert into command (id, verb, arguments, requested_by, dry_run, submitted_at, expires_at, pending)
            values ('c', 'pause', X'00', 'ann', false, now(), now(), true)""";

    private static final String TAKE = "insert into command_take (id, node, at) values ('c', null, now())";

    private static final List<String> FORBIDDEN = List.of(
            "insert into owner (token, node, pid, since, beat) values ('', '', '', now(), 0)",
            "insert into pause (job, since) values ('job', now())",
            "update run set state = ''",
            "delete from request",
            "truncate table request",
            "create table other (id integer)",
            "shutdown");

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void name_the_directory() throws IOException {
        directory = parent.toRealPath().resolve("store");
    }

    @Test
    void keeps_its_rows_when_closed_and_opened_again() {
        try (Store store = Stores.embedded(directory)) {
            store.writeOnly(session -> session.slots().insertCursor(aCursor("job")));
        }

        try (Store store = Stores.embedded(directory)) {
            assertThat(store.<Optional<CursorRow>>read(
                            session -> session.slots().findCursor("job", "nightly")))
                    .contains(aCursor("job"));
        }
    }

    @Test
    void keeps_its_files_from_other_users() throws IOException {
        try (Store store = Stores.embedded(directory)) {
            store.sync();

            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("owner.properties"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("reader.properties"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("commander.properties"))).isEqualTo("rw-------");
        }
        assertThat(names())
                .containsExactlyInAnyOrder("avow.lock", "avow.mv.db", "owner.properties", "signing.key", "signing.pub");
    }

    @Test
    void refuses_to_open_what_is_open_in_this_process() {
        try (Store store = Stores.embedded(directory)) {
            assertThatThrownBy(() -> Stores.embedded(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(openElsewhere());

            store.writeOnly(session -> session.slots().insertCursor(aCursor("job")));
        }
    }

    @Test
    void refuses_to_open_what_is_open_in_another_process() {
        try (Store store = Stores.embedded(directory);
                Child child = Child.start(Committer.class, directory.toString(), "job", "1")) {
            assertThat(child.rest()).containsExactly(openElsewhere());

            store.writeOnly(session -> session.slots().insertCursor(aCursor("job")));
        }
    }

    @Test
    void refuses_to_open_what_a_reader_has_open() {
        Stores.embedded(directory).close();

        try (Store reader = Stores.read(directory);
                Child child = Child.start(Committer.class, directory.toString(), "job", "1")) {
            assertThat(child.rest()).containsExactly(openElsewhere());
            assertThat(reader.<Integer>read(session ->
                            session.attempts().live(Optional.empty(), 1).size()))
                    .isZero();
        }
    }

    @Test
    void refuses_a_database_without_its_password() throws IOException {
        Stores.embedded(directory).close();
        Path owner = directory.resolve("owner.properties");
        Files.delete(owner);

        assertThatThrownBy(() -> Stores.embedded(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("File '" + owner + "' with the store's password is missing. Restore it.");
        assertThatThrownBy(() -> Stores.read(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("File '" + owner + "' with the store's password is missing. Restore it.");
    }

    @Test
    void refuses_a_wrong_password() throws IOException {
        Stores.embedded(directory).close();
        Path owner = directory.resolve("owner.properties");
        Files.writeString(owner, "password=0000\n");

        assertThatThrownBy(() -> Stores.embedded(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("Password in file '" + owner + "' is not the store's. Restore the file.");
    }

    @Test
    void refuses_a_directory_that_the_database_could_not_name() {
        Path semicolon = parent.resolve("a;b");

        assertThatThrownBy(() -> Stores.embedded(semicolon))
                .isInstanceOf(StoreException.class)
                .hasMessage("Directory '" + directory.resolveSibling("a;b")
                        + "' has a semicolon in its name. Use one without.");
    }

    @Test
    void serves_readers_while_it_is_open() throws IOException {
        byte[] large = new byte[ContentStore.MAX_IN_DATABASE + 1];
        try (Store store = Stores.embedded(directory);
                Store reader = Stores.read(directory)) {
            store.writeOnly(session -> session.requests().insert(aRequest("job", 1)));
            String kept = store.contents().put(large).digest();

            assertThat(reader.<Optional<RequestRow>>read(
                            session -> session.requests().find(anOccasion("job", 1))))
                    .contains(aRequest("job", 1));
            assertThat(reader.contents().open(kept).orElseThrow().readAllBytes())
                    .isEqualTo(large);
            assertThatThrownBy(() -> reader.writeOnly(session -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "Store is open for reading only. Open it with Stores.embedded or Stores.over to write.");
        }
    }

    @Test
    void lets_a_served_reader_only_select() throws SQLException, IOException {
        try (Store store = Stores.embedded(directory);
                Connection reader = served("127.0.0.1", "reader.properties")) {
            store.writeOnly(session -> session.requests().insert(aRequest("job", 1)));

            refuses(reader, FORBIDDEN);
            refuses(reader, List.of(SUBMIT, TAKE));
        }
    }

    @Test
    void lets_a_commander_select_and_submit_and_withdraw_and_no_more() throws SQLException, IOException {
        try (Store store = Stores.embedded(directory);
                Connection commander = served("127.0.0.1", "commander.properties");
                var statement = commander.createStatement()) {
            assertThat(statement.executeUpdate(SUBMIT)).isEqualTo(1);
            assertThat(statement.executeUpdate(TAKE)).isEqualTo(1);
            assertThat(statement.executeQuery("select identity from run").next())
                    .isFalse();

            refuses(commander, FORBIDDEN);
            refuses(
                    commander,
                    List.of(
                            "update command set requested_by = 'bob'",
                            "update command_take set node = 'x'",
                            "delete from command",
                            "delete from command_take",
                            "insert into command_answer (id, state, body, at) values ('c', 'DONE', X'00', now())"));
            assertThat(store.<List<CommandRow>>read(
                            session -> session.commands().pending(9)))
                    .hasSize(1);
        }
    }

    private static void refuses(Connection connection, List<String> statements) {
        assertThat(statements)
                .allSatisfy(sql -> assertThatThrownBy(() -> {
                            try (var statement = connection.createStatement()) {
                                statement.execute(sql);
                            }
                        })
                        .as(sql)
                        .isInstanceOf(SQLException.class)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isIn("90096", "90040"));
    }

    @Test
    void opens_for_commands_only_what_a_process_has_open() {
        Stores.embedded(directory).close();

        assertThatThrownBy(() -> Stores.command(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("No engine serves the store in directory '" + directory
                        + "'. Start the program that runs it, then try again; its log says if it serves nobody.");
        try (Store store = Stores.embedded(directory);
                Store commands = Stores.command(directory)) {
            CommandRow command = new CommandRow("c", "pause", bytes("{}"), "ann", true);
            commands.writeOnly(session -> session.commands().submit(command, Duration.ofMinutes(1)));

            assertThat(store.<List<CommandRow>>read(
                            session -> session.commands().pending(9)))
                    .containsExactly(command);
            assertThat(commands.<Boolean>write(session -> session.commands().withdraw("c")))
                    .isTrue();
            assertThatThrownBy(
                            () -> commands.writeOnly(session -> session.pauses().pause("job", NOON)))
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(commands::sync).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void serves_this_machine_only() throws IOException {
        try (Store store = Stores.embedded(directory)) {
            int port = Integer.parseInt(properties("reader.properties").getProperty("port"));

            assertThat(otherAddresses())
                    .allSatisfy(address -> assertThatThrownBy(() -> new Socket(address, port).close())
                            .isInstanceOf(ConnectException.class));
            store.sync();
        }
    }

    @Test
    void reads_the_file_of_a_store_that_is_not_open() throws IOException {
        try (Store store = Stores.embedded(directory)) {
            store.writeOnly(session -> session.requests().insert(aRequest("job", 1)));
        }
        byte[] before = Files.readAllBytes(directory.resolve("avow.mv.db"));

        try (Store first = Stores.read(directory);
                Store second = Stores.read(directory)) {
            assertThat(Stream.of(first, second))
                    .allSatisfy(reader -> assertThat(reader.<Optional<RequestRow>>read(
                                    session -> session.requests().find(anOccasion("job", 1))))
                            .contains(aRequest("job", 1)));
        }
        assertThat(directory.resolve("avow.mv.db")).hasBinaryContent(before);
        assertThat(names())
                .containsExactlyInAnyOrder("avow.lock", "avow.mv.db", "owner.properties", "signing.key", "signing.pub");
    }

    @Test
    void reads_no_store_where_there_is_none() {
        assertThatThrownBy(() -> Stores.read(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("No Avow store in directory '" + directory
                        + "'. Give the directory of a store, or make one with Stores.embedded.");
        assertThat(directory).doesNotExist();
    }

    @Test
    void removes_what_an_interrupted_put_has_left() throws IOException {
        Path part = Files.createDirectories(directory.resolve("contents")).resolve("content-1.part");
        Files.writeString(part, "half");

        Stores.embedded(directory).close();

        assertThat(part).doesNotExist();
    }

    @Test
    void outlives_threads_that_are_interrupted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Store store = Stores.embedded(directory)) {
            List<Future<?>> writers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> writeInterrupted(store, number)))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }

            store.sync();
            assertThat(store.<Integer>read(session -> session.requests()
                            .due(NOON.plusSeconds(1_000), Set.of("job-0", "job-1", "job-2", "job-3"), 1_000)
                            .size()))
                    .isEqualTo(4 * 50);
        } finally {
            threads.shutdownNow();
        }
    }

    /** H2 clears the flag of a thread that it interrupts in a wait of its own: whether it is still set says nothing. */
    private static void writeInterrupted(Store store, int number) {
        for (int at = 0; at < 50; at++) {
            int row = at;
            store.writeOnly(session -> {
                Thread.currentThread().interrupt();
                session.requests().insert(aRequest("job-" + number, row));
            });
            Thread.interrupted();
        }
    }

    @Test
    void closes_twice_without_a_fault() {
        Store store = Stores.embedded(directory);

        store.close();
        store.close();

        assertThatThrownBy(() -> store.read(session -> session.attempts().live(Optional.empty(), 1)))
                .isInstanceOf(StoreException.class)
                .hasMessage("Database gave no connection. See the cause.");
    }

    private String openElsewhere() {
        return "Store in directory '" + directory + "' is open elsewhere."
                + " Close it there, or read it with Stores.read.";
    }

    private Connection served(String host, String file) throws SQLException, IOException {
        Properties reader = properties(file);
        return DriverManager.getConnection(
                "jdbc:h2:tcp://" + host + ":" + reader.getProperty("port") + "/async:avow",
                reader.getProperty("user"),
                reader.getProperty("password"));
    }

    private Properties properties(String file) throws IOException {
        try (var text = Files.newBufferedReader(directory.resolve(file))) {
            Properties properties = new Properties();
            properties.load(text);
            return properties;
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package dev.avow.engine.history;

import static dev.avow.db.testing.Rows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Store;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import dev.avow.db.Uses.UsedRow;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.db.testing.Rows;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of before is migrated to exactly the rows that the engine stores with each declaration today. */
class UsesBackfillTest {

    /** What takes back the migrations since 037. */
    private static final List<String> UNDONE = List.of(
            "alter table run drop column took",
            "alter table run drop column took_attempt",
            "create index qrtz_triggers_misfire_ix on qrtz_triggers (sched_name, misfire_instr, next_fire_time)",
            "create index qrtz_triggers_group_ix on qrtz_triggers (sched_name, trigger_group, trigger_state)",
            "create index slot_newest_ix on slot (job, schedule, first_for desc)",
            "drop index run_job_state_ix",
            "drop index run_state_page_ix",
            "alter table cursor drop column definition",
            "drop table used",
            "drop table used_member",
            "delete from \"avow_schema_history\" where \"version\" >= '037'");

    private static final UpstreamRun LISTED = new UpstreamRun(
            new Identity(new Digest(Rows.digest("before"))),
            1,
            new TreeMap<>(Map.of("text", new Digest(Rows.digest("output")))));

    @TempDir
    private Path directory;

    @Test
    void h2_is_migrated_to_what_the_engine_stores() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + directory.getFileName() + ";DB_CLOSE_DELAY=-1");
        database.setUser("SA");
        database.setPassword("");

        assertMigrated(database);
    }

    @Test
    void postgresql_is_migrated_to_what_the_engine_stores() throws Exception {
        try (HikariDataSource database = Postgres.newDatabase()) {
            assertMigrated(database);
        }
    }

    private void assertMigrated(DataSource database) throws SQLException, IOException {
        List<byte[]> bodies = bodies();
        try (Store store = Stores.over(database, directory)) {
            store.contents().put(Upstream.listBytes(List.of(LISTED)));
            for (int i = 0; i < bodies.size(); i++) {
                declare(store, i, bodies.get(i));
            }
            store.writeOnly(session -> Rows.declare(session, "no-json", 1));
        }
        undo(database);

        try (Store store = Stores.over(database, directory)) {
            for (byte[] body : bodies) {
                assertUses(store, body);
            }
        }
    }

    private static void assertUses(Store store, byte[] body) {
        String identity = Identity.of(body).toString();
        RunUses uses = RunUses.of(Declaration.parse(body));
        List<UsedRow> stored = store.read(session -> session.uses().of(identity));
        RunRow run = store.read(session -> session.runs().find(identity).orElseThrow());
        assertThat(stored)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(uses.rows(identity, run.at()).stream()
                        .map(UseRow::stored)
                        .toList());
        Digest kept = Digest.of(Upstream.listBytes(List.of(LISTED)));
        uses.lists().forEach((list, known) -> {
            List<MemberRow> members = store.read(session -> session.uses().members(list.text()));
            Optional<List<UpstreamRun>> runs = list.equals(kept) ? Optional.of(List.of(LISTED)) : known;
            assertThat(members)
                    .containsExactlyInAnyOrderElementsOf(
                            runs.map(each -> RunUses.members(list, each)).orElse(List.of()));
        });
    }

    /** The golden declarations, and one whose list of runs is kept. */
    private static List<byte[]> bodies() throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/identity/v1"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                bodies.add(Files.readAllBytes(file));
            }
        }
        String every = Files.readString(Path.of("src/test/resources/identity/v1/upstream-every-form.json"));
        String kept = Digest.of(Upstream.listBytes(List.of(LISTED))).text();
        bodies.add(every.replaceAll("\"list\":\"sha256:[0-9a-f]{64}\"", "\"list\":\"" + kept + "\"")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(bodies).hasSizeGreaterThan(15);
        return bodies;
    }

    private static void declare(Store store, int at, byte[] body) {
        RunRow row = Rows.aRun("golden", at);
        String identity = Identity.of(body).toString();
        store.writeOnly(session -> {
            session.declarations().putSpec(Rows.aSpec("golden"));
            session.declarations()
                    .insert(new DeclarationRow(
                            identity,
                            row.key(),
                            1,
                            row.spec(),
                            Rows.bytes(new String(body, StandardCharsets.UTF_8)),
                            NOON));
            session.runs().insert(new RunRow(identity, row.key(), 1, row.at(), row.spec(), "{}", NOON, row.standing()));
        });
    }

    private static void undo(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : UNDONE) {
                statement.execute(sql);
            }
        }
    }
}

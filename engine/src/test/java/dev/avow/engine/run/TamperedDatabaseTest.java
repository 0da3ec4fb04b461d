package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The database's owner drops the guards and changes a declaration: nothing executes, and the reason is stored. */
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class TamperedDatabaseTest {

    @Parameter
    private String database;

    @TempDir
    private Path directory;

    private final FakeOperator summarise = FakeOperator.named("summarise");
    private HikariDataSource pool;
    private Store store;
    private ManualEngine manual;
    private Identity identity = Identity.of(new byte[0]);

    @BeforeEach
    void declare() {
        pool = database.equals("H2") ? h2() : Migrated.newSchema();
        store = Stores.over(pool, directory);
        manual = ManualEngine.on(
                        new Unclosed(store),
                        SettableClock.at("2026-01-05T03:00:00Z"),
                        OperatorSource.of(List.of(summarise)))
                .start();
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        identity = manual.avow()
                .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann").key("k"))
                .get("summarise");
    }

    @AfterEach
    void close() {
        manual.close();
        store.close();
        pool.close();
    }

    private HikariDataSource h2() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:tampered-" + directory.getFileName() + ";DB_CLOSE_DELAY=-1");
        return new HikariDataSource(config);
    }

    private void tamper(String statement) {
        List<String> unguarded = database.equals("H2")
                ? List.of("drop trigger declaration_append_only", "set referential_integrity false", statement)
                : List.of(
                        "alter table declaration disable trigger declaration_append_only",
                        "set session_replication_role = replica",
                        statement,
                        "set session_replication_role = origin");
        try (Connection connection = pool.getConnection();
                Statement sql = connection.createStatement()) {
            for (String each : unguarded) {
                sql.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunView fire() {
        manual.fireDue();
        assertThat(summarise.executed()).isEmpty();
        return manual.avow().history().run(identity).orElseThrow().run();
    }

    private String bytes(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return database.equals("H2") ? "X'" + hex + "'" : "'\\x" + hex + "'::bytea";
    }

    @Test
    void a_declaration_with_other_bytes_is_denied() {
        tamper("update declaration set body = " + bytes("{\"avow\":\"declaration/v1\"}"));

        RunView run = fire();

        assertThat(run.waiting()).isEqualTo(Optional.of(Waiting.DENIED));
        assertThat(run.detail()).startsWith("Run denied, IDENTITY_MISMATCH: ");
    }

    @Test
    void a_declaration_under_another_occasion_is_denied() {
        tamper("update declaration set occasion = 'manual:other'");

        RunView run = fire();

        assertThat(run.waiting()).isEqualTo(Optional.of(Waiting.DENIED));
        assertThat(run.detail()).startsWith("Run denied, IDENTITY_MISMATCH: ");
    }

    @Test
    void a_declaration_under_another_identity_is_denied() {
        String other = bytes("thirty-two bytes of an identity.");
        tamper("update declaration set identity = " + other);

        fire();

        List<String> denied =
                store.<List<StoredEvent>>read(session -> session.events().ofJob("ad-hoc", 0, 100)).stream()
                        .filter(stored -> stored.event().kind().equals("DENIED"))
                        .map(stored -> new String(stored.event().body().toArray(), StandardCharsets.UTF_8))
                        .toList();
        assertThat(denied).hasSize(1);
        assertThat(denied.get(0)).contains("\"reason\":\"NOT_DECLARED\"", identity.toString());
    }
}

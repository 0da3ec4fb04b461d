package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store.Database;
import dev.avow.db.testing.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction is set up before its first statement does anything, whatever the server's defaults and that statement are. */
class TransactionsTest {

    private static final String SETTINGS = """
            select current_setting('transaction_isolation') || ' ' ||
                current_setting('idle_in_transaction_session_timeout') as settings""";
    private static HikariDataSource schema;
    private static HikariDataSource pool;

    @BeforeAll
    static void open() throws SQLException {
        schema = Postgres.newSchema();
        HikariConfig config = new HikariConfig();
        config.setDataSource(schema);
        config.setConnectionInitSql("set default_transaction_isolation = 'serializable'");
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table thing (id bigint generated always as identity, name varchar not null)");
        }
    }

    @AfterAll
    static void close() {
        pool.close();
        schema.close();
    }

    private static String settings(Sql sql) {
        return sql.find(SETTINGS, Values.values(), row -> row.text("settings")).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void is_set_up_with_its_first_statement(First first) {
        Transactions transactions = new Transactions(pool, Database.POSTGRESQL);
        List<String> found = new ArrayList<>();

        for (int i = 0; i < 12; i++) { // why: the driver prepares a text on the server when it has met it five times
            found.add(transactions.write(sql -> {
                first.statement.accept(sql);
                return settings(sql);
            }));
        }

        assertThat(transactions.read(TransactionsTest::settings)).isEqualTo("serializable 0");
        assertThat(found).hasSize(12).containsOnly("read committed 10s");
    }

    @SuppressWarnings("ImmutableEnumChecker") // why: each statement keeps nothing
    enum First {
        FIND(sql -> assertThat(settings(sql)).isEqualTo("read committed 10s")),
        LOCK(sql ->
                sql.lock("select id from thing where id = :id", Values.values().number("id", 1L), row -> row)),
        UPDATE(sql -> assertThat(sql.update(
                        "insert into thing (name) values (:name)",
                        Values.values().text("name", "one")))
                .isEqualTo(1)),
        ABSENT(sql -> assertThat(sql.insertIfAbsent(
                        "insert into thing (name) values (:name)",
                        Values.values().text("name", "a:b")))
                .isTrue()),
        INSERT(sql -> assertThat(sql.insert(
                        "insert into thing (name) values (:name)",
                        Values.values().text("name", "one"),
                        "id"))
                .isPositive()),
        BATCH(sql -> sql.insertAll(
                "insert into thing (name) values (:name)",
                List.of(Values.values().text("name", "one"), Values.values().text("name", "two")))),
        EACH(sql -> sql.each("select name from thing", Values.values(), row -> row.text("name"), name -> {}));

        private final Consumer<Sql> statement;

        First(Consumer<Sql> statement) {
            this.statement = statement;
        }
    }
}

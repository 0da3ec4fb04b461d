package dev.avow.operators.sql;

import static dev.avow.operators.sql.SqlCalls.query;
import static dev.avow.operators.sql.SqlCalls.update;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresSqlTest extends SqlContract {

    private final HikariDataSource database = Postgres.newSchema();

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    Map<String, String> connection() {
        PGSimpleDataSource source = (PGSimpleDataSource) database.getDataSource();
        return Map.of("url", source.getURL(), "user", "postgres", "password", "no-password");
    }

    @Override
    Connection open() throws SQLException {
        return database.getConnection();
    }

    @Override
    String unquoted(String name) {
        return name;
    }

    @Override
    String sleeping(int seconds) {
        return "pg_sleep(" + seconds + ")::text";
    }

    @Test
    void reads_its_own_types() throws Exception {
        String statement = "SELECT '\\x00ff10'::bytea AS a, '{\"x\":1}'::jsonb AS b, B'1'::bit(1)::text AS c";

        assertThat(text(run(query("shop", statement)).execute(), "rows"))
                .isEqualTo("{\"a\":\"AP8Q\",\"b\":\"{\\\"x\\\": 1}\",\"c\":\"1\"}\n");
    }

    @Test
    void stays_read_only_after_its_transaction() throws Exception {
        String statement = "SELECT current_setting('default_transaction_read_only') AS a";

        assertThat(text(run(query("shop", statement)).execute(), "rows")).isEqualTo("{\"a\":\"on\"}\n");
    }

    @Test
    void takes_a_backslash_for_a_character_where_the_server_does_not() throws Exception {
        Map<String, String> settings = new TreeMap<>(connection());
        settings.compute("url", (name, url) -> url + "&options=-c%20standard_conforming_strings=off");
        String hiding = "UPDATE orders SET item = '\\'' ; DELETE FROM orders; --' WHERE id = 1";

        OperatorResult result = aRun(OPERATOR, update("shop", hiding, JsonObject.empty()))
                .connection("shop", settings)
                .execute();

        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"rows\":1}");
        assertThat(text(
                        run(query("shop", "SELECT item FROM orders WHERE id = 1"))
                                .execute(),
                        "rows"))
                .isEqualTo("{\"item\":\"\\\\' ; DELETE FROM orders; --\"}\n");
    }

    @Test
    void has_no_statement_any_more_when_it_lets_an_interrupt_out() throws Exception {
        execute("CREATE FUNCTION hold() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(100);"
                + " EXCEPTION WHEN query_canceled THEN PERFORM pg_sleep(1); RETURN 1; END $$");
        FutureTask<OperatorResult> task = new FutureTask<>(run(query("shop", "SELECT hold() AS held"))::execute);
        Thread thread = new Thread(task);
        thread.start();
        while (holding() == 0) {
            Thread.onSpinWait();
        }

        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(holding()).isZero();
    }

    private int holding() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND query LIKE 'SELECT hold() AS held%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void says_nothing_of_a_value_that_is_cast_to_a_name() {
        JsonObject values = JsonObject.builder().put("v", "PrivateWords").build();

        assertThat(failure(query("shop", "SELECT CAST(CAST(:v AS text) AS regclass)::text AS a", values)))
                .hasMessage("The database refused the statement with SQLState 42P01, code 0. Correct the statement, its"
                        + " values or the connection.");
    }

    @Test
    void changes_nothing_in_a_query_that_would() {
        assertThat(failure(query("shop", "DELETE FROM orders RETURNING id")))
                .hasMessage("The database refused the statement with SQLState 25006, code 0. Correct the statement, its"
                        + " values or the connection.");
    }
}

package dev.avow.operators.sql;

import static dev.avow.operators.sql.SqlCalls.query;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TimeZone;
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
    void changes_nothing_in_a_query_that_would() {
        assertThat(failure(query("shop", "DELETE FROM orders RETURNING id")))
                .hasMessage("The database refused the statement with SQLState 25006, code 0. Correct the statement, its"
                        + " values or the connection.");
    }

    @Test
    void gives_the_same_rows_in_each_zone_of_the_node() throws Exception {
        OperatorCall days = query("shop", "SELECT CAST(TIMESTAMPTZ '2026-01-05 23:30:00+00' AS DATE) AS d");
        TimeZone before = TimeZone.getDefault();

        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

            assertThat(text(run(days).execute(), "rows")).isEqualTo("{\"d\":\"2026-01-05\"}\n");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void does_not_tell_a_bound_value_that_a_cast_made_a_word_of() {
        JsonObject value = JsonObject.builder().put("v", "privatewords").build();

        assertThat(failure(query("shop", "SELECT CAST(CAST(:v AS text) AS regclass)::text AS a", value)))
                .hasMessage("The database refused the statement with SQLState 42P01, code 0. Correct the statement, its"
                        + " values or the connection.");
    }
}

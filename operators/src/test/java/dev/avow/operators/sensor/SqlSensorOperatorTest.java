package dev.avow.operators.sensor;

import static dev.avow.operators.sensor.Sensors.patient;
import static dev.avow.operators.sensor.Sensors.sqlSensor;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Deferral;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlSensorOperatorTest extends OperatorContract {

    private static final SqlSensorOperator OPERATOR = new SqlSensorOperator();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final OperatorCall PAID = sqlSensor(
            "shop",
            "SELECT id FROM orders WHERE paid = :paid ORDER BY id",
            JsonObject.builder().put("paid", true).build());

    private final String url = "jdbc:h2:mem:sensor" + DATABASES.incrementAndGet();
    private Connection database;

    @BeforeEach
    void fill() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        database = source.getConnection("sa", "s3cret-pw");
        execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, paid BOOLEAN)");
        execute("INSERT INTO orders VALUES (1, TRUE), (2, FALSE)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return run(PAID);
    }

    private TestRun run(OperatorCall call) {
        return aRun(OPERATOR, call)
                .at(NOON)
                .connection("shop", Map.of("url", url, "user", "sa", "password", "s3cret-pw"));
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(OPERATOR.parameters(
                        sqlSensor("shop", "SELECT 1", JsonObject.empty()).parameters())))
                .isEqualTo("{\"connection\":\"shop\",\"max_bytes\":1048576,\"max_rows\":1000,\"min_rows\":1,"
                        + "\"patience\":\"PT24H\",\"poke_interval\":\"PT1M\",\"statement\":\"SELECT 1\","
                        + "\"values\":{}}");
    }

    @Test
    void waits_for_enough_rows_and_says_which_they_were() throws Exception {
        OperatorCall call = PAID.parameter("min_rows", 2);

        Deferral few = run(call).execute().deferral().orElseThrow();
        execute("UPDATE orders SET paid = TRUE");
        OperatorResult there = run(call).at(few.until()).deferred(few.state()).execute();

        String rows = "{\"ID\":1}\n{\"ID\":2}\n";
        assertThat(few.until()).isEqualTo("2026-01-05T12:01:00Z");
        assertThat(text(there, "rows")).isEqualTo(rows);
        assertThat(text(there, "observed"))
                .isEqualTo("{\"digest\":\"" + Digest.of(rows.getBytes(StandardCharsets.UTF_8)) + "\",\"rows\":2}");
        assertThat(CanonicalJson.text(there.notes())).isEqualTo("{\"pokes\":2}");
    }

    @Test
    void loses_patience() throws Exception {
        assertThat(run(patient(PAID.parameter("min_rows", 2), Duration.ZERO))
                        .execute()
                        .message())
                .isEqualTo("Waited PT0S, since 2026-01-05T12:00:00Z, and the query gives 1 rows of 2. Raise patience,"
                        + " or see why.");
    }

    @Test
    void waits_for_rows_that_are_locked() throws Exception {
        execute("CREATE ALIAS FAIL AS 'void fail() throws java.sql.SQLException {"
                + " throw new java.sql.SQLException(\"x\", \"40001\"); }'");

        Deferral locked = run(sqlSensor("shop", "SELECT FAIL()", JsonObject.empty()))
                .execute()
                .deferral()
                .orElseThrow();

        assertThat(locked.until()).isEqualTo("2026-01-05T12:01:00Z");
    }

    @Test
    void fails_for_good_at_a_statement_that_no_waiting_corrects() {
        assertThatThrownBy(() -> run(sqlSensor("shop", "DELETE FROM orders", JsonObject.empty()))
                        .execute())
                .hasMessage("The statement gives no rows. Declare it with the kind 'update', or give a query.");
    }
}

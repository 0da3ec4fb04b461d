package dev.avow.operators.sql;

import static dev.avow.operators.sql.SqlCalls.query;
import static dev.avow.operators.sql.SqlCalls.update;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator does on every database. */
@Timeout(120)
abstract class SqlContract extends OperatorContract {

    static final SqlOperator OPERATOR = new SqlOperator();

    /** Returns the settings and secrets of a connection to the database of this test. */
    abstract Map<String, String> connection();

    /** Returns a connection to the same database. */
    abstract Connection open() throws SQLException;

    /** Returns the name that a column has if the statement does not quote it. */
    abstract String unquoted(String name);

    /** Returns an expression that takes this long. */
    abstract String sleeping(int seconds);

    @BeforeEach
    void fill() throws SQLException {
        execute(
                "CREATE TABLE orders (id BIGINT PRIMARY KEY, item VARCHAR(100), price NUMERIC(10, 2), paid BOOLEAN)",
                "INSERT INTO orders VALUES (1, 'tea', 2.50, TRUE), (2, 'it''s; <x>', 10.00, FALSE), (3, NULL, NULL, NULL)");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private int orders() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return run(query("shop", "SELECT * FROM orders ORDER BY id"));
    }

    TestRun run(OperatorCall call) {
        return aRun(OPERATOR, call).connection("shop", connection());
    }

    OperatorException failure(OperatorCall call) {
        return catchThrowableOfType(OperatorException.class, () -> run(call).execute());
    }

    @Test
    void keeps_rows_in_the_order_of_their_columns() throws Exception {
        OperatorResult result = run(query(
                        "shop",
                        "SELECT paid AS \"d\", id AS \"c\", price AS \"b\", item AS \"a\" FROM orders ORDER BY id"))
                .execute();

        assertThat(text(result, "rows")).isEqualTo("""
                {"d":true,"c":1,"b":"2.5","a":"tea"}
                {"d":false,"c":2,"b":"10","a":"it's; <x>"}
                {"d":null,"c":3,"b":null,"a":null}
                """);
        assertThat(result.outputs().get(0).mediaType()).isEqualTo("application/x-ndjson");
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"rows\":3}");
    }

    @Test
    void names_columns_as_the_database_does() throws Exception {
        assertThat(text(run(query("shop", "SELECT id FROM orders WHERE id = 1")).execute(), "rows"))
                .isEqualTo("{\"" + unquoted("id") + "\":1}\n");
    }

    @Test
    void gives_each_type_one_text_whatever_the_zone_and_version() throws Exception {
        String statement = """
                SELECT CAST(9007199254740991 AS BIGINT) AS "a", CAST(9007199254740992 AS BIGINT) AS "b",
                CAST(0.1 AS DOUBLE PRECISION) AS "c", CAST(2E-3 AS DOUBLE PRECISION) AS "d", CAST(0.1 AS REAL) AS "e",
                DATE '2026-01-05' AS "f", TIME '12:30:00' AS "g", TIMESTAMP '2026-01-05 12:00:00.5' AS "h",
                TIMESTAMP WITH TIME ZONE '2026-01-05 12:00:00+02:00' AS "i",
                CAST('0b4c2a31-6f0e-4f0c-9a59-0f43a6d0c9ab' AS UUID) AS "j",
                CAST('NaN' AS DOUBLE PRECISION) AS "k", CAST(-1.50 AS NUMERIC(5, 2)) AS "l"
                """;

        assertThat(text(run(query("shop", statement)).execute(), "rows"))
                .isEqualTo("{\"a\":9007199254740991,\"b\":\"9007199254740992\",\"c\":\"0.1\",\"d\":\"0.002\","
                        + "\"e\":\"0.1\",\"f\":\"2026-01-05\",\"g\":\"12:30:00\",\"h\":\"2026-01-05T12:00:00.5\","
                        + "\"i\":\"2026-01-05T10:00:00Z\",\"j\":\"0b4c2a31-6f0e-4f0c-9a59-0f43a6d0c9ab\","
                        + "\"k\":\"NaN\",\"l\":\"-1.5\"}\n");
    }

    @Test
    void gives_the_same_rows_in_each_zone_of_the_machine() throws Exception {
        OperatorCall call =
                query("shop", "SELECT CAST(TIMESTAMP WITH TIME ZONE '2026-01-05 23:30:00+00:00' AS DATE) AS \"d\"");
        TimeZone zone = TimeZone.getDefault();

        try {
            for (String one : new String[] {"Asia/Tokyo", "America/New_York"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(one));
                assertThat(text(run(call).execute(), "rows")).isEqualTo("{\"d\":\"2026-01-05\"}\n");
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void binds_values_by_their_types_and_never_as_a_part_of_the_statement() throws Exception {
        JsonObject values = JsonObject.builder()
                .put("item", "x' OR '1' = '1")
                .put("least", 2)
                .put("paid", false)
                .build();

        assertThat(text(
                        run(query(
                                        "shop",
                                        "SELECT id FROM orders WHERE item = :item OR (id >= :least AND paid = :paid)",
                                        values))
                                .execute(),
                        "rows"))
                .isEqualTo("{\"" + unquoted("id") + "\":2}\n");
    }

    @Test
    void commits_an_update_and_counts_its_rows() throws Exception {
        JsonObject values = JsonObject.builder().put("least", 2).build();

        OperatorResult result = run(update("shop", "DELETE FROM orders WHERE id >= :least", values))
                .execute();

        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"rows\":2}");
        assertThat(result.outputs()).isEmpty();
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void executes_nothing_of_a_query_that_is_none() throws Exception {
        for (String statement : new String[] {"DELETE FROM orders", "DROP TABLE orders"}) {
            assertThat(failure(query("shop", statement)))
                    .hasMessage("The statement gives no rows. Declare it with the kind 'update', or give a query.")
                    .matches(e -> !e.isRetriable());
        }
        assertThat(orders()).isEqualTo(3);
    }

    @Test
    void fails_for_good_at_an_update_that_gives_rows() {
        assertThat(failure(update("shop", "SELECT 1", JsonObject.empty())))
                .hasMessage("The statement gives rows, and nothing of it was kept. Declare it with the kind 'query', or"
                        + " take RETURNING out.")
                .matches(e -> !e.isRetriable());
    }

    @Test
    void fails_for_good_above_a_limit() throws Exception {
        OperatorCall all = query("shop", "SELECT id FROM orders ORDER BY id");

        assertThat(failure(all.parameter("max_rows", 2)))
                .hasMessage("The query gives more than 2 rows. Raise max_rows, or ask for less.")
                .matches(e -> !e.isRetriable());
        assertThat(failure(all.parameter("max_bytes", 20)))
                .hasMessage("The query gives more than 20 bytes. Raise max_bytes, or ask for less.")
                .matches(e -> !e.isRetriable());
        assertThat(text(run(all.parameter("max_rows", 3)).execute(), "rows").lines())
                .hasSize(3);
    }

    @Test
    void keeps_values_out_of_messages() {
        JsonObject values =
                JsonObject.builder().put("id", 1).put("item", "s3cret").build();

        OperatorException failure =
                failure(update("shop", "INSERT INTO orders (id, item) VALUES (:id, :item)", values));

        assertThat(failure)
                .hasMessageMatching("The database refused the statement with SQLState 23505, code [0-9]+\\. Correct the"
                        + " statement, its values or the connection\\.")
                .hasNoCause();
        assertThat(failure.isRetriable()).isFalse();
    }

    @Test
    void says_what_a_statement_has_wrong() {
        assertThat(failure(query("shop", "SELECT * FROM nowhere")))
                .hasMessageMatching("(?is)The database refused the statement with SQLState 42[A-Z0-9]{3}, code [0-9]+:"
                        + " .*nowhere.* Correct the statement, its values or the connection\\.")
                .matches(e -> !e.isRetriable());
    }

    @Test
    void fails_for_good_at_columns_of_one_name() {
        assertThat(failure(query("shop", "SELECT 1 AS \"a\", 2 AS \"a\"")))
                .hasMessage("Column 'a' is there twice. Give each a name of its own with AS.");
    }

    @Test
    void cancels_its_statement_when_its_thread_is_interrupted() throws Exception {
        TestRun run = run(query("shop", "SELECT " + sleeping(100)));
        FutureTask<OperatorResult> task = new FutureTask<>(run::execute);
        Thread thread = new Thread(task);

        thread.start();
        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }
}

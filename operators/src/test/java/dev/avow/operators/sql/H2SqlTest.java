package dev.avow.operators.sql;

import static dev.avow.operators.sql.SqlCalls.query;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2SqlTest extends SqlContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String url = "jdbc:h2:mem:sql" + DATABASES.incrementAndGet();
    private Connection keepsTheDatabase;

    @Override
    @BeforeEach
    void fill() throws SQLException {
        keepsTheDatabase = open();
        execute("CREATE ALIAS NAP FOR 'java.lang.Thread.sleep(long)'");
        super.fill();
    }

    @AfterEach
    void close() throws SQLException {
        keepsTheDatabase.close();
    }

    @Override
    Map<String, String> connection() {
        return Map.of("url", url, "user", "sa", "password", "s3cret-pw");
    }

    @Override
    Connection open() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source.getConnection("sa", "s3cret-pw");
    }

    @Override
    String unquoted(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    String sleeping(int seconds) {
        return "NAP(" + seconds * 1_000 + ")";
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(
                        OPERATOR.parameters(query("shop", "SELECT 1").parameters())))
                .isEqualTo("{\"connection\":\"shop\",\"kind\":\"query\",\"max_bytes\":1048576,\"max_rows\":1000,"
                        + "\"statement\":\"SELECT 1\",\"values\":{}}");
        assertThat(CanonicalJson.text(OPERATOR.parameters(SqlCalls.update("shop", "DELETE FROM t", JsonObject.empty())
                        .parameters())))
                .isEqualTo(
                        "{\"connection\":\"shop\",\"kind\":\"update\",\"statement\":\"DELETE FROM t\",\"values\":{}}");
    }

    @Test
    void refuses_a_statement_and_values_that_do_not_fit() {
        JsonObject values = JsonObject.builder().put("a", 1).build();

        refuses(
                query("shop", "SELECT 1; SELECT 2"),
                "'statement' of operator 'sql' has more than one statement. Give one" + " statement.");
        refuses(
                query("shop", "SELECT :b", values),
                "'values' of operator 'sql' has 'a', which is not in the statement." + " Leave it out.");
        refuses(
                query("shop", "SELECT :a, :b", values),
                "'values' of operator 'sql' lacks 'b', which is in the statement." + " Give it.");
        refuses(
                query(
                        "shop",
                        "SELECT :a",
                        JsonObject.builder()
                                .put("a", JsonArray.ofStrings(List.of()))
                                .build()),
                "'values' of operator 'sql' has 'a', which is an object or array. Give texts, integers and truth values.");
        refuses(
                OperatorCall.operator("sql").parameter("statement", "SELECT 1"),
                "'connection' of operator 'sql' is missing. Give the name of a connection to a database.");
    }

    private static void refuses(OperatorCall call, String message) {
        assertThatThrownBy(() -> OPERATOR.parameters(call.parameters())).hasMessage("Parameter " + message);
    }

    @Test
    void takes_no_template_into_the_statement() {
        assertThatThrownBy(() -> query("shop", "SELECT '{{params.name}}'"))
                .isInstanceOf(EngineException.class)
                .hasMessage("The statement of operator 'sql' has a template: '{{'. Write :name there, and give the"
                        + " template as the value of that name.");
    }

    @Test
    void fails_for_good_at_a_type_without_a_fixed_text() {
        assertThat(failure(query("shop", "SELECT ARRAY[1, 2] AS a")))
                .hasMessage("Column 'A' has the type 'integer array', whose values have no fixed text. Cast it in the"
                        + " statement.");
    }

    @Test
    void fails_for_good_without_a_driver() {
        OperatorException failure = catchThrowableOfType(
                OperatorException.class,
                () -> aRun(OPERATOR, query("shop", "SELECT 1"))
                        .connection("shop", Map.of("url", "jdbc:nosuch:x"))
                        .execute());

        assertThat(failure)
                .hasMessage("No JDBC driver takes the setting 'url' of connection 'shop'. Correct it, or add the driver"
                        + " to the class path.");
        assertThat(failure.isRetriable()).isFalse();
    }

    @Test
    void keeps_bytes_as_base64() throws Exception {
        assertThat(text(run(query("shop", "SELECT X'00ff10' AS \"a\"")).execute(), "rows"))
                .isEqualTo("{\"a\":\"AP8Q\"}\n");
    }

    @Test
    void sets_the_zone_whatever_the_url_says() throws Exception {
        String statement = "SELECT CAST(TIMESTAMP WITH TIME ZONE '2026-01-05 23:30:00+00:00' AS DATE) AS d";
        Map<String, String> tokyo = Map.of("url", url + ";TIME ZONE=Asia/Tokyo", "user", "sa", "password", "s3cret-pw");

        assertThat(text(
                        aRun(OPERATOR, query("shop", statement))
                                .connection("shop", tokyo)
                                .execute(),
                        "rows"))
                .isEqualTo("{\"D\":\"2026-01-05\"}\n");
    }
}

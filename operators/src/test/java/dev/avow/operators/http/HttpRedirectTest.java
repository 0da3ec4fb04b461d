package dev.avow.operators.http;

import static dev.avow.operators.http.HttpCalls.followingRedirects;
import static dev.avow.operators.http.HttpCalls.get;
import static dev.avow.operators.http.HttpCalls.http;
import static dev.avow.operators.http.HttpCalls.sending;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.http.TestServer.Seen;
import dev.avow.testing.TestRun;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real connections to servers of this machine. */
@Timeout(60)
class HttpRedirectTest {

    private static final HttpOperator OPERATOR = new HttpOperator();

    private final TestServer server =
            TestServer.start().page("/rates", 200, Map.of("Content-Type", "text/csv"), "eur,usd\n");

    @AfterEach
    void stop() {
        server.close();
    }

    private OperatorResult execute(OperatorCall call) throws Exception {
        return aRun(OPERATOR, call).execute();
    }

    private OperatorException failure(TestRun run) {
        return catchThrowableOfType(OperatorException.class, run::execute);
    }

    @Test
    void follows_no_redirect_unless_it_is_declared() throws Exception {
        server.page("/old", 302, Map.of("Location", "/rates"), "");

        assertThat(execute(get(server.url("/old"))).ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(text(execute(followingRedirects(get(server.url("/old")))), "body"))
                .isEqualTo("eur,usd\n");
    }

    @ParameterizedTest
    @CsvSource({"302,GET,''", "303,GET,''", "307,POST,twelve"})
    void sends_a_body_again_only_where_the_redirect_asks_for_it(int status, String method, String body)
            throws Exception {
        server.page("/old", status, Map.of("Location", "/rates"), "");

        execute(followingRedirects(sending(http("POST", server.url("/old")), "twelve")));

        Seen second = server.seen().get(1);
        assertThat(second.method()).isEqualTo(method);
        assertThat(second.body()).isEqualTo(body);
    }

    @Test
    void follows_no_redirect_to_another_place() {
        try (TestServer other = TestServer.start()) {
            server.page("/old", 307, Map.of("Location", other.url("/rates")), "");

            assertThat(failure(aRun(OPERATOR, followingRedirects(get(server.url("/old"))))))
                    .hasMessage("Server '" + server.url()
                            + "' redirects to another scheme, host or port. Declare the URL that it leads to.");
            assertThat(other.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/new", "new?a=%2f", "../v1/new", "/v1"})
    void follows_a_redirect_below_the_base_url(String location) throws Exception {
        server.page("/v1/old", 302, Map.of("Location", location), "");
        server.page("/v1", 200, Map.of(), "there");

        assertThat(execute("/old", "/v1/").ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(server.seen()).hasSize(2);
    }

    private OperatorResult execute(String path, String base) throws Exception {
        return aRun(OPERATOR, followingRedirects(get(path).connection("rates")))
                .connection("rates", Map.of("base_url", server.url(base), "token", "t-1"))
                .execute();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rates", "../rates", "/v10", "/v1/..%2frates", "/v1/..;x/rates"})
    void follows_no_redirect_out_of_the_base_url(String location) {
        server.page("/v1/old", 302, Map.of("Location", location), "");

        assertThatThrownBy(() -> execute("/old", "/v1"))
                .isInstanceOf(OperatorException.class)
                .hasMessage("Server '" + server.url() + "' redirects to a path that is not below 'base_url' of"
                        + " connection 'rates'. Correct the path or the connection.");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void follows_no_circle_of_redirects() {
        server.page("/old", 302, Map.of("Location", "/old"), "");

        assertThat(failure(aRun(OPERATOR, followingRedirects(get(server.url("/old"))))))
                .hasMessage("Server '" + server.url()
                        + "' redirected more than 5 times. Declare the URL that it leads to.");
        assertThat(server.seen()).hasSize(6);
    }
}

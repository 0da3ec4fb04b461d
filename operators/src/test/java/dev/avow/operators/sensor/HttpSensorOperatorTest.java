package dev.avow.operators.sensor;

import static dev.avow.operators.sensor.Sensors.httpSensor;
import static dev.avow.operators.sensor.Sensors.patient;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Deferral;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.http.TestServer;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpSensorOperatorTest extends OperatorContract {

    private static final HttpSensorOperator OPERATOR = new HttpSensorOperator();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final TestServer server =
            TestServer.start().page("/rates", 200, Map.of("Content-Type", "text/csv", "ETag", "\"7\""), "eur,usd\n");

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(OPERATOR, httpSensor(server.url("/rates")));
    }

    private Deferral deferral(OperatorCall call) throws Exception {
        return aRun(OPERATOR, call).at(NOON).execute().deferral().orElseThrow();
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(
                        OPERATOR.parameters(httpSensor("https://example.org").parameters())))
                .isEqualTo("{\"expected_statuses\":\"2xx\",\"headers\":{},\"max_bytes\":1048576,\"method\":\"GET\","
                        + "\"patience\":\"PT24H\",\"poke_interval\":\"PT1M\",\"redirects\":\"never\","
                        + "\"url\":\"https://example.org\",\"waiting_statuses\":[404]}");
    }

    @Test
    void waits_for_the_page_and_says_what_it_was() throws Exception {
        OperatorCall call = httpSensor(server.url("/later"));

        Deferral absent = deferral(call);
        server.page("/later", 200, Map.of("ETag", "\"8\""), "there");
        OperatorResult there =
                aRun(OPERATOR, call).at(absent.until()).deferred(absent.state()).execute();

        assertThat(absent.until()).isEqualTo("2026-01-05T12:01:00Z");
        assertThat(text(there, "observed"))
                .isEqualTo("{\"bytes\":5,\"digest\":\"" + Digest.of("there".getBytes(StandardCharsets.UTF_8))
                        + "\",\"etag\":\"\\\"8\\\"\",\"status\":200}");
        assertThat(text(there, "body")).isEqualTo("there");
        assertThat(CanonicalJson.text(there.notes())).isEqualTo("{\"pokes\":2}");
    }

    @ParameterizedTest
    @CsvSource({"503,,2026-01-05T12:01:00Z", "429,300,2026-01-05T12:05:00Z", "503,9999999999,2026-01-06T12:00:00Z"})
    void waits_for_a_busy_server_as_long_as_it_asks(int status, String after, Instant until) throws Exception {
        server.page("/busy", status, after == null ? Map.of() : Map.of("Retry-After", after), "");

        assertThat(deferral(httpSensor(server.url("/busy"))).until()).isEqualTo(until);
    }

    @Test
    void waits_for_a_server_that_is_not_there() throws Exception {
        String url = server.url("/rates");
        server.close();

        assertThat(aRun(OPERATOR, httpSensor(url)).execute().ending()).isEqualTo(Ending.DEFERRED);
        assertThat(aRun(OPERATOR, patient(httpSensor(url), Duration.ZERO))
                        .at(NOON)
                        .execute()
                        .message())
                .isEqualTo("Waited PT0S, since 2026-01-05T12:00:00Z, and the last poke failed: Server '" + server.url()
                        + "' gave no complete answer: ConnectException. Try again, or see that it can be reached."
                        + " Raise patience, or see why.");
    }

    @Test
    void fails_for_good_at_a_status_that_no_waiting_changes() {
        server.page("/closed", 403, Map.of(), "");

        assertThatThrownBy(
                        () -> aRun(OPERATOR, httpSensor(server.url("/closed"))).execute())
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage("A poke ended with status 403 of GET at " + server.url()
                        + ", which is not expected. Correct the request, or add the status to waiting_statuses.");
    }

    @Test
    void sends_nothing_that_changes_something() {
        assertThatThrownBy(() -> OPERATOR.parameters(httpSensor("https://example.org")
                        .parameter("method", "POST")
                        .parameters()))
                .hasMessage("Parameter 'method' of operator 'http-sensor' is 'POST', which is not a choice. Use GET or"
                        + " HEAD.");
    }
}

package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.Secrets;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.operators.http.HttpOperator;
import dev.avow.operators.process.ProcessOperator;
import dev.avow.operators.sql.SqlOperator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that fetch something, from a real server and a real database. */
class FetchingExamplesTest {

    private static final String SECRET = "correct-horse-1";

    @TempDir
    private Path directory;

    private ManualEngine start(Connection connection, Operator operator) {
        return ManualEngine.of(
                        Avow.embedded(directory.resolve("store"))
                                .operators(operator, new ProcessOperator())
                                .secrets(Secrets.of(Map.of("key", SECRET)))
                                .connection(connection),
                        SettableClock.at("2026-01-05T12:00:00Z"))
                .start();
    }

    private static RunView run(ManualEngine manual, String job, String task) {
        return manual.avow().history().runs(job, 100).items().stream()
                .filter(run -> run.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    private static String output(ManualEngine manual, RunView run) throws IOException {
        String digest = manual.avow().history().run(run.identity()).orElseThrow().attempts().get(0).outputs().stream()
                .filter(output -> output.name().equals("stdout"))
                .findFirst()
                .orElseThrow()
                .digest()
                .text();
        try (InputStream in = manual.store().contents().open(digest).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_report_of_yesterday_is_fetched_with_the_token_and_counted() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/reports/2026-01-05.csv", exchange -> {
            boolean known =
                    ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "a\nb\nc\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
            if (known) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Connection reports =
                Connection.named("reports").setting("base_url", url).secret("token", "key");

        try (ManualEngine manual = start(reports, new HttpOperator())) {
            manual.avow().register(FetchedReport.fetchedReport());
            manual.fireDueAt("2026-01-06T00:00:00Z");

            assertThat(run(manual, "fetched-report", "fetch").state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(output(manual, run(manual, "fetched-report", "count")).strip())
                    .isEqualTo("3");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void few_orders_of_yesterday_are_told_of_and_enough_are_not() throws IOException, SQLException {
        String url = "jdbc:h2:mem:order-count";
        Connection shop = Connection.named("shop")
                .setting("url", url)
                .setting("user", "sa")
                .secret("password", "key");

        try (java.sql.Connection database = DriverManager.getConnection(url, "sa", SECRET);
                Statement statement = database.createStatement();
                ManualEngine manual = start(shop, new SqlOperator())) {
            statement.execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, placed DATE)");
            statement.execute("INSERT INTO orders VALUES (1, DATE '2026-01-05'), (2, DATE '2026-01-05')");
            manual.avow().register(OrderCount.orderCount());

            manual.fireDueAt("2026-01-06T00:00:00Z");
            assertThat(manual.avow().history().runs("order-count", 100).items())
                    .extracting(RunView::task)
                    .containsExactly("count");

            manual.fireDueAt("2026-01-07T00:00:00Z");
            assertThat(output(manual, run(manual, "order-count", "warn"))).isEqualTo("few orders on 2026-01-06\n");
        }
    }
}

package dev.avow.examples;

import static dev.avow.testing.assertions.AvowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.avow.engine.operator.Connection;
import dev.avow.operators.process.ProcessOperator;
import dev.avow.operators.sensor.HttpSensorOperator;
import dev.avow.operators.sensor.SqlSensorOperator;
import dev.avow.testing.ManualAvow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The examples that wait for something outside, without a thread. */
class WaitingExamplesTest {

    @Test
    void rates_are_counted_when_they_are_published() throws Exception {
        AtomicBoolean published = new AtomicBoolean();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/2026-01-05.csv", exchange -> {
            byte[] body = "EUR 1\nCHF 2\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(published.get() ? 200 : 404, published.get() ? body.length : -1);
            if (published.get()) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();

        try (ManualAvow avow = ManualAvow.inMemory()
                .operators(new HttpSensorOperator(), new ProcessOperator())
                .connection(Connection.named("rates")
                        .setting(
                                "base_url",
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                .start()) {
            avow.register(PublishedRates.publishedRates());
            avow.fireDueAt("2026-01-06T06:00:00Z");
            assertThat(avow.runs("published-rates", "count")).isEmpty();

            published.set(true);
            avow.fireDueAfter(Duration.ofMinutes(10));

            assertThat(avow.run("published-rates", "wait")).hasSucceeded().hasAttempts(1);
            assertThat(avow.output(avow.run("published-rates", "count"), "stdout"))
                    .startsWith("2 ");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void books_are_reported_when_they_are_closed() throws Exception {
        String url = "jdbc:h2:mem:closed-books";
        try (java.sql.Connection database = DriverManager.getConnection(url, "sa", "password");
                Statement statement = database.createStatement();
                ManualAvow avow = ManualAvow.inMemory()
                        .operators(new SqlSensorOperator(), new ProcessOperator())
                        .secret("shop-password", "password")
                        .connection(Connection.named("shop")
                                .setting("url", url)
                                .setting("user", "sa")
                                .secret("password", "shop-password"))
                        .start()) {
            statement.execute("CREATE TABLE closing (booked DATE PRIMARY KEY)");
            avow.register(ClosedBooks.closedBooks());
            avow.fireDueAt("2026-01-06T00:00:00Z");
            assertThat(avow.runs("closed-books", "report")).isEmpty();

            statement.execute("INSERT INTO closing VALUES (DATE '2026-01-05')");
            avow.fireNext();

            assertThat(avow.output(avow.run("closed-books", "report"), "stdout"))
                    .isEqualTo("books of 2026-01-05 are closed\n");
        }
    }
}

package dev.avow.console;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avow.db.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads where something is unusual. */
class WordsTest {

    @TempDir
    private Path directory;

    @Test
    void marks_schedules_that_a_job_no_longer_has() throws IOException {
        try (Workshop shop = Workshop.open(directory)) {
            shop.engine
                    .avow()
                    .register(job("nightly")
                            .schedule("late", cron("0 0 23 * * ?"))
                            .task("summarise", operator("summarise"))
                            .build());

            Ran table = shop.avow("jobs");
            JsonNode json =
                    new ObjectMapper().readTree(shop.avow("jobs", "--json").out());
            Path page = directory.resolve("page.html");
            shop.avow("report", "nightly", "-o", page.toString());

            assertThat(table.out())
                    .contains(
                            "default decided to 2026-01-05T02:59:00Z, retired; late decided to 2026-01-05T02:59:00Z\n");
            assertThat(json.at("/jobs/0/schedules/0/retired").booleanValue()).isTrue();
            assertThat(json.at("/jobs/0/schedules/1/retired").booleanValue()).isFalse();
            assertThat(Files.readString(page)).contains("</time>, retired<");
        }
    }

    @Test
    void sets_in_the_lines_of_causes() {
        StoreException e = new StoreException("Denied.", new IllegalStateException("first\nsecond\u001b"));

        assertThat(Failures.text(e)).isEqualTo("Denied.\n  cause: first\n    second\\u001B");
        assertThat(Failures.text(new StoreException("Changed:\n  found: x"))).isEqualTo("Changed:\n    found: x");
    }

    @Test
    void says_durations_to_milliseconds() {
        assertThat(RunWords.duration(Duration.ofNanos(61_234_567_890L))).isEqualTo("1m1.234s");
    }

    @Test
    void says_moments_to_milliseconds() throws IOException {
        try (Workshop shop = Workshop.open(directory)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Streams streams = Streams.of(InputStream.nullInputStream(), out, java.io.OutputStream.nullOutputStream());
            Outside outside = Outside.of(streams, Map.of());
            Outside precise = new Outside(
                    streams,
                    Map.of(),
                    outside.patience(),
                    outside.person(),
                    () -> Instant.parse("2026-01-07T05:00:00.123456789Z"));

            int code = Main.run(precise, "stats", "--json", "--db", shop.db);

            JsonNode json = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
            assertThat(code).isZero();
            assertThat(json.get("to").textValue()).isEqualTo("2026-01-07T05:00:00.123Z");
            assertThat(json.get("from").textValue()).isEqualTo("2025-12-31T05:00:00.123Z");
        }
    }
}

package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyProgressTest {

    @TempDir
    private Path directory;

    @Test
    void says_how_far_it_is_and_how_to_go_on_after_a_failure() throws Exception {
        try (HikariDataSource pool = Postgres.newDatabase();
                ManualEngine engine = Sample.fill(Stores.over(pool, directory.resolve("contents")), directory)) {
            for (int i = 0; i < 60; i++) {
                engine.avow()
                        .trigger(
                                "waits",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key("more " + i));
            }
            execute(pool, "alter table used_member rename to away");

            Ran failed = verify(pool, List.of());
            execute(pool, "alter table away rename to used_member");
            String position = failed.err()
                    .lines()
                    .filter(line -> line.startsWith("Verification did not end."))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .findFirst()
                    .orElse("none");
            Ran rest = verify(pool, List.of("--resume", position));

            assertThat(failed.code()).isEqualTo(2);
            assertThat(failed.err())
                    .startsWith("Checked 50 declarations and ")
                    .contains(" events, up to " + position + ".\n")
                    .contains("\nVerification did not end. Go on with: avow verify --db "
                            + Shell.word(Workshop.url(pool)) + " --contents " + directory.resolve("contents")
                            + " --resume " + position + "\n");
            assertThat(position).startsWith("order:");
            assertThat(rest.code()).isZero();
            assertThat(rest.out()).contains("Begun at " + position + ", not at the beginning.\nPassed: ");
        }
    }

    private Ran verify(HikariDataSource pool, List<String> more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> line = new ArrayList<>(List.of(
                "verify",
                "--db",
                Workshop.url(pool),
                "--contents",
                directory.resolve("contents").toString()));
        line.addAll(more);
        Outside outside = new Outside(
                Streams.of(InputStream.nullInputStream(), out, err),
                Map.of("AVOW_DB_USER", "postgres", "AVOW_DB_PASSWORD", "postgres"),
                new Slow(),
                question -> Optional.empty(),
                () -> Instant.EPOCH);
        int code = Main.run(outside, line.toArray(String[]::new));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void execute(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Time of which much passes between two looks at it. */
    private static final class Slow implements Patience {

        private long nanos;

        @Override
        public long nanos() {
            nanos += Duration.ofSeconds(11).toNanos();
            return nanos;
        }

        @Override
        public void pause(Duration length) {
            nanos += length.toNanos();
        }
    }
}

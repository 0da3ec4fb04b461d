package dev.avow.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Bytes;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Store;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobEventsTest {

    private static final int DAYS = 100;
    private static final Instant FIRST = Instant.parse("2026-01-05T03:00:00Z");

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void fill() {
        store = Migrated.embedded(directory.resolve("store"));
        store.writeOnly(session -> {
            for (int day = 0; day < DAYS; day++) {
                session.events().append(event(day));
            }
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Instant at(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private static EventRow event(int day) {
        byte[] body = CanonicalJson.bytes(JsonObject.builder()
                .put("task", "work")
                .put("occasion", "manual:" + day)
                .put("reason", "SKIPPED")
                .build());
        return new EventRow(
                "UNDECLARED",
                "nightly",
                Optional.empty(),
                OptionalInt.empty(),
                at(day),
                Bytes.of(body),
                Digest.of(body).text());
    }

    /** What was found, and how many events were read for it. */
    private record Found(boolean any, long read) {}

    private Found find(int day, Instant at) {
        return store.snapshot(session -> {
            JobEvents events =
                    new JobEvents(session.jobAudit(), told -> told.body().text("occasion"));
            events.want("nightly", EventKind.UNDECLARED, at(0));
            events.want("nightly", EventKind.UNDECLARED, at);
            boolean any = events.any("nightly", EventKind.UNDECLARED, "manual:" + day, at);
            return new Found(any, events.read());
        });
    }

    @Test
    void reads_only_the_events_near_the_rows() {
        assertThat(find(70, at(70))).isEqualTo(new Found(true, 2));
        assertThat(find(DAYS - 1, at(DAYS - 1))).isEqualTo(new Found(true, 2));
    }

    @Test
    void an_event_of_another_clock_is_found_and_one_that_is_far_is_not() {
        assertThat(find(70, at(70).plus(Duration.ofMinutes(4))).any()).isTrue();
        assertThat(find(70, at(70).plus(Duration.ofMinutes(6))).any()).isFalse();
        assertThat(find(71, at(70)).any()).isFalse();
    }
}

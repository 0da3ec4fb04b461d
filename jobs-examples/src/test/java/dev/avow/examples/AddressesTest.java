package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.schedule.FixedRate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {

    private static final FixedRate SCHEDULE = FixedRate.every(Duration.ofSeconds(2));

    @TempDir
    Path dir;

    @Test
    void are_unpacked_once_and_are_what_the_index_says() throws Exception {
        Addresses first = Addresses.unpack(dir);
        Addresses again = Addresses.unpack(dir);

        assertThat(again).isEqualTo(first);
        assertThat(first.files()).hasSize(36).allMatch(Files::isRegularFile).isSorted();
        try (Stream<Path> all = Files.list(dir)) {
            assertThat(all).hasSize(36);
        }
    }

    @Test
    void go_round_with_the_number_of_the_slot() throws Exception {
        Addresses addresses = Addresses.unpack(dir);
        Instant first = Instant.ofEpochSecond(36 * 2 * 1_000_000L);

        assertThat(addresses.of(slot(first))).hasFileName("1790_george_washington.txt");
        assertThat(addresses.of(slot(first.plusSeconds(2)))).hasFileName("1797_john_adams.txt");
        assertThat(addresses.of(slot(first.minusSeconds(2)))).hasFileName("2021_joseph_r_biden.txt");
        assertThat(addresses.of(slot(first.plusSeconds(72)))).hasFileName("1790_george_washington.txt");
    }

    private static Occasion slot(Instant at) {
        Instant previous = SCHEDULE.previous(at).orElseThrow();
        return new Occasion.Slot("main", at, new Occasion.DataInterval(previous, at));
    }
}

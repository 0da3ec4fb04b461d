package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark that fails stops no other. */
class FailedBenchmarkTest {

    @TempDir
    private Path directory;

    private record Of(String name, boolean fails) implements Benchmark {

        @Override
        public void run(Size size, Figures figures) throws IOException {
            figures.add("-", "time", "avow", 1, 1, "s");
            if (fails) {
                throw new IOException("disk full");
            }
        }
    }

    @Test
    void keeps_what_it_measured_and_the_others_are_measured() {
        boolean allEnded =
                Main.measureAll(List.of(new Of("first", true), new Of("second", false)), Size.SMOKE, directory);

        assertThat(allEnded).isFalse();
        assertThat(List.of("first.csv", "second.csv"))
                .allSatisfy(name ->
                        assertThat(Files.readAllLines(directory.resolve(name))).hasSize(2));
    }

    @Test
    void all_ended_if_none_failed() {
        assertThat(Main.measureAll(List.of(new Of("second", false)), Size.SMOKE, directory))
                .isTrue();
    }
}

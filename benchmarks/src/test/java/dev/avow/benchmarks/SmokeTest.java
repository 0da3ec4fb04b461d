package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each benchmark runs at its smallest size; no figure is looked at. */
class SmokeTest {

    @TempDir
    private Path directory;

    static List<String> names() {
        return Main.all(false).stream().map(Benchmark::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void measures(String name) throws IOException {
        int code = Main.execute(name, "--size", "smoke", "-o", directory.toString());

        assertThat(code).isZero();
        assertThat(Files.readAllLines(directory.resolve(name + ".csv")))
                .hasSizeGreaterThan(1)
                .first()
                .isEqualTo("benchmark,store,measured,variant,round,value,unit");
    }

    @Test
    void refuses_a_benchmark_that_it_does_not_know() {
        assertThat(Main.execute("nope", "-o", directory.toString())).isEqualTo(2);
    }
}

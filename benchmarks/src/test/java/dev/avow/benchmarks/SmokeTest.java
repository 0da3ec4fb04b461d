package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each benchmark runs at its smallest size, some at once; no figure is looked at. */
@Execution(ExecutionMode.CONCURRENT)
class SmokeTest {

    /** Whose figures all have a round, ratios and differences as well. */
    private static final Set<String> OF_ROUNDS =
            Set.of("runs", "declare", "lateness", "identity", "verification", "start");

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
        List<String> lines = Files.readAllLines(directory.resolve(name + ".csv"));
        assertThat(lines).hasSizeGreaterThan(1).first().isEqualTo("benchmark,store,measured,variant,round,value,unit");
        if (OF_ROUNDS.contains(name)) {
            assertThat(lines).noneMatch(line -> line.contains(",0,"));
        }
    }

    @Test
    void refuses_a_benchmark_that_it_does_not_know() {
        assertThat(Main.execute("nope", "-o", directory.toString())).isEqualTo(2);
    }
}

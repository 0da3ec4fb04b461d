package dev.avow.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long it takes from the text of a declaration to its identity, beside reading and writing it with Jackson. */
final class IdentityCost implements Benchmark {

    private static final String JACKSON = "jackson";
    private static final String AVOW = "avow";
    private static final String CHECKED = "avow with all checks";
    private static final String ALLOCATED = "allocated";
    private static final String BYTES = "gc.alloc.rate.norm";

    private final Map<String, List<Double>> allocated = new LinkedHashMap<>();

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        if (size == Size.SMOKE) {
            System.setProperty("jmh.ignoreLock", "true"); // why: no figure is looked at, and another build may measure
        }
        new Paired(figures, "-", "time", "ns")
                .variant(JACKSON, () -> measure(JACKSON, "jackson", size))
                .variant(AVOW, () -> measure(AVOW, "canonical", size))
                .variant(CHECKED, () -> measure(CHECKED, "declaration", size))
                .run(size);
        Map<String, List<Double>> bytes = new LinkedHashMap<>();
        allocated.forEach(
                (variant, values) -> // why: the first round is not heeded
                bytes.put(variant, values.subList(values.size() - size.rounds(), values.size())));
        List<Double> jackson = bytes.getOrDefault(JACKSON, List.of());
        bytes.forEach((variant, values) -> {
            figures.addRounds("-", ALLOCATED, variant, values, "bytes");
            if (!variant.equals(JACKSON)) {
                List<Double> ratios = Paired.each(values, jackson, (a, b) -> a / b);
                figures.addRounds("-", ALLOCATED, variant + "/" + JACKSON, ratios, "ratio");
            }
        });
    }

    /** Returns nanoseconds an operation, in a JVM of its own but for the smallest size. */
    private double measure(String variant, String method, Size size) throws RunnerException {
        TimeValue second = TimeValue.milliseconds(size.of(50, 1000));
        RunResult result = new Runner(new OptionsBuilder()
                        .include("\\." + IdentityJmh.class.getSimpleName() + "\\." + method + "$")
                        .forks(size.of(0, 1))
                        .warmupIterations(size.of(1, 3))
                        .warmupTime(second)
                        .measurementIterations(size.of(1, 2))
                        .measurementTime(second)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        allocated
                .computeIfAbsent(variant, unused -> new ArrayList<>())
                .add(Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES)
                        .getScore());
        return result.getPrimaryResult().getScore();
    }
}

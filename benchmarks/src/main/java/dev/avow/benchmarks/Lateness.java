package dev.avow.benchmarks;

import dev.avow.benchmarks.Databases.Opened;
import dev.avow.benchmarks.LatenessRuns.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long after its slot an operator starts, with 40 slots due each second, beside fires of bare Quartz. */
final class Lateness implements Benchmark {

    /** So that they declare further slots while they execute, as an engine does that runs for long. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    /** Before the first round of each, so that no round loads classes. */
    private static final Plan WARM_UP = new Plan(AvowRuns.JOBS, 0, 3);

    private static final int[] PERCENTILES = {50, 99};

    @Override
    public String name() {
        return "lateness";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        Plan plan = new Plan(size.of(4, AvowRuns.JOBS), size.of(0, 2), size.of(1, 9));
        for (Databases database : Databases.values()) {
            Map<String, List<Double>> measured = new LinkedHashMap<>();
            for (int round = 1; round <= size.rounds(); round++) {
                for (String variant : List.of("quartz", "avow at fire", "avow ahead")) {
                    if (round == 1 && size != Size.SMOKE) {
                        delays(database, variant, WARM_UP);
                    }
                    Delays delays = delays(database, variant, plan);
                    for (int percent : PERCENTILES) {
                        double late = delays.percentile(percent);
                        figures.add(database.label(), "p" + percent, variant, round, late, "ms");
                        measured.computeIfAbsent("p" + percent + " " + variant, unused -> new ArrayList<>())
                                .add(late);
                    }
                }
            }
            differences(database, measured, figures);
        }
    }

    private static Delays delays(Databases database, String variant, Plan plan) throws Exception {
        try (Opened opened = database.open()) {
            return switch (variant) {
                case "quartz" -> LatenessRuns.quartz(database, opened.source(), plan);
                case "avow at fire" -> LatenessRuns.avow(opened.source(), plan, Duration.ZERO);
                default -> LatenessRuns.avow(opened.source(), plan, AHEAD);
            };
        }
    }

    private static void differences(Databases database, Map<String, List<Double>> measured, Figures figures) {
        for (int percent : PERCENTILES) {
            String name = "p" + percent;
            List<Double> quartz = measured.getOrDefault(name + " quartz", List.of());
            for (String variant : List.of("avow at fire", "avow ahead")) {
                List<Double> values = measured.getOrDefault(name + " " + variant, List.of());
                List<Double> differences = Paired.each(values, quartz, (a, b) -> a - b);
                figures.addRounds(database.label(), name, variant + "-quartz", differences, "ms");
            }
        }
    }
}

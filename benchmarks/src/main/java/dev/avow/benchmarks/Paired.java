package dev.avow.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;

/** Measures variants in turn, A B A B, so that what the machine does meanwhile meets all of them. */
final class Paired {

    private final Figures figures;
    private final String store;
    private final String measured;
    private final String unit;
    private final Map<String, Measure> variants = new LinkedHashMap<>();
    private final List<String> rivals = new ArrayList<>();

    Paired(Figures figures, String store, String measured, String unit) {
        this.figures = figures;
        this.store = store;
        this.measured = measured;
        this.unit = unit;
    }

    /** Adds a variant; the first one is what the others are compared with. */
    Paired variant(String name, Measure measure) {
        variants.put(name, measure);
        return this;
    }

    /** Adds a variant that those of Avow are compared with as well. */
    Paired rival(String name, Measure measure) {
        rivals.add(name);
        return variant(name, measure);
    }

    /** Measures all variants once unheeded and then in each round; writes each value, and each ratio. */
    void run(Size size) throws Exception {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int round = 0; round <= size.rounds(); round++) {
            if (round == 0 && size == Size.SMOKE) {
                continue;
            }
            for (Map.Entry<String, Measure> variant : variants.entrySet()) {
                double value = variant.getValue().measure();
                if (round > 0) {
                    figures.add(store, measured, variant.getKey(), round, value, unit);
                    values.computeIfAbsent(variant.getKey(), unused -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        ratios(values);
    }

    private void ratios(Map<String, List<Double>> values) {
        List<String> names = List.copyOf(values.keySet());
        names.stream().skip(1).forEach(name -> ratio(values, name, names.get(0)));
        rivals.forEach(rival ->
                names.stream().filter(name -> name.startsWith("avow")).forEach(name -> ratio(values, name, rival)));
    }

    private void ratio(Map<String, List<Double>> values, String one, String other) {
        List<Double> above = Objects.requireNonNull(values.get(one), one);
        List<Double> below = Objects.requireNonNull(values.get(other), other);
        figures.addRounds(store, measured, one + "/" + other, each(above, below, (a, b) -> a / b), "ratio");
    }

    /** Returns how two variants compare in each round. */
    static List<Double> each(List<Double> one, List<Double> other, DoubleBinaryOperator comparison) {
        List<Double> compared = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            compared.add(comparison.applyAsDouble(one.get(i), other.get(i)));
        }
        return compared;
    }

    /** Measures one round. */
    @FunctionalInterface
    interface Measure {
        double measure() throws Exception;
    }
}

package dev.avow.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is shown of the rounds of one thing.
 *
 * @param value the middle one, or the mean of the two in the middle
 * @param rounds 0 if there is one value, whose least and most say nothing
 */
record Median(Key key, double value, double least, double most, int rounds) {

    private static final MathContext DIGITS = new MathContext(3);

    /** Which thing it is. */
    record Key(String benchmark, String store, String measured, String variant, String unit) {}

    /** Returns one of each thing, in the order in which they were measured. */
    static List<Median> of(List<Figure> figures) {
        Map<Key, List<Figure>> rounds = new LinkedHashMap<>();
        for (Figure figure : figures) {
            Key key = new Key(figure.benchmark(), figure.store(), figure.measured(), figure.variant(), figure.unit());
            rounds.computeIfAbsent(key, unused -> new ArrayList<>()).add(figure);
        }
        return rounds.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Median of(Key key, List<Figure> figures) {
        List<Double> sorted = figures.stream().map(Figure::value).sorted().toList();
        int half = sorted.size() / 2;
        double middle = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        int rounds = (int) figures.stream().filter(figure -> figure.round() > 0).count();
        return new Median(key, middle, sorted.get(0), sorted.get(sorted.size() - 1), rounds);
    }

    /** Tells whether it says how two others stand to each other. */
    boolean isComparison() {
        return key.unit().equals("ratio") || key.variant().matches(".*\\S-(quartz|by hand)\\b.*");
    }

    /** Returns a number with three digits that count, as tables and plots show it. */
    static String text(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}

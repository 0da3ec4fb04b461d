package dev.avow.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars, a group for each thing that was measured: how long each variant's is, with a whisker from the least round to the most. */
final class BarPlot {

    private static final int WIDTH = 720;
    private static final int LABELS = 230;
    private static final int LONGEST = 380;
    private static final int ROW = 22;

    private BarPlot() {}

    static String svg(String title, List<Median> medians) throws IOException {
        Drawing drawing = new Drawing(title);
        drawing.text(16, 24, "start", "ink head", title);
        int y = 52;
        for (List<Median> group : groups(medians)) {
            Median first = group.get(0);
            drawing.text(
                    16,
                    y,
                    "start",
                    "soft",
                    first.key().measured() + ", " + first.key().unit());
            double most = group.stream().mapToDouble(Median::most).max().orElse(1);
            for (int i = 0; i < group.size(); i++) {
                y += ROW;
                row(drawing, group.get(i), most, y);
            }
            y += ROW + 14;
        }
        if (medians.stream().anyMatch(median -> median.rounds() > 1)) {
            drawing.text(16, y, "start", "soft", "Bars: medians of the rounds; lines: from the least to the most.");
            y += ROW;
        }
        return drawing.svg(WIDTH, y);
    }

    private static void row(Drawing drawing, Median median, double most, int y) {
        double scale = most > 0 ? LONGEST / most : 0;
        double length = Math.max(1, median.value() * scale);
        drawing.text(LABELS - 8, y, "end", "ink", median.key().variant());
        drawing.box(LABELS, y - 12, length, 15, colour(median.key().variant()));
        double end = LABELS + length;
        if (median.rounds() > 1) {
            double from = LABELS + median.least() * scale;
            double to = LABELS + median.most() * scale;
            double middle = y - 4.5;
            drawing.line(List.of(new double[] {from, middle}, new double[] {to, middle}), "axis whisker");
            end = Math.max(end, to);
        }
        drawing.text(end + 6, y, "start", "ink", Median.text(median.value()));
    }

    /** Returns one colour for all of Avow, and others for what stands beside it. */
    private static String colour(String variant) {
        return variant.startsWith("avow") ? "c1" : "c0";
    }

    private static List<List<Median>> groups(List<Median> medians) {
        Map<String, List<Median>> groups = new LinkedHashMap<>();
        for (Median median : medians) {
            String group = median.key().measured() + " " + median.key().unit();
            groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(median);
        }
        return List.copyOf(groups.values());
    }
}

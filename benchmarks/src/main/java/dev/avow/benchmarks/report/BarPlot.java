package dev.avow.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars that lie, a group for each thing that was measured, each group with its own scale from zero. */
final class BarPlot {

    private static final int WIDTH = 720;
    private static final int LABELS = 230;
    private static final int LONGEST = 380;
    private static final int ROW = 22;
    private static final int COLOURS = 5;

    private BarPlot() {}

    static String svg(String title, List<Median> medians) throws IOException {
        Drawing drawing = new Drawing(title);
        drawing.text(16, 24, "start", "ink", title);
        int y = 52;
        for (List<Median> group : groups(medians)) {
            Median first = group.get(0);
            drawing.text(
                    16,
                    y,
                    "start",
                    "soft",
                    first.key().measured() + ", " + first.key().unit());
            double most = group.stream().mapToDouble(Median::value).max().orElse(1);
            for (int i = 0; i < group.size(); i++) {
                y += ROW;
                Median median = group.get(i);
                double length = most > 0 ? Math.max(1, median.value() / most * LONGEST) : 1;
                drawing.text(LABELS - 8, y, "end", "ink", median.key().variant());
                drawing.box(LABELS, y - 12, length, 15, "c" + i % COLOURS);
                drawing.text(LABELS + length + 6, y, "start", "ink", Median.text(median.value()));
            }
            y += ROW + 14;
        }
        return drawing.svg(WIDTH, y);
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

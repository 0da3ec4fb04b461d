package dev.avow.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over the number of runs in the store: a panel for each thing that was measured, a line for each variant. */
final class LinePlot {

    private static final int WIDTH = 820;
    private static final int PANEL = 180;
    private static final int COLUMN = WIDTH / 2;

    private LinePlot() {}

    static String svg(String title, List<Median> medians) throws IOException {
        Drawing drawing = new Drawing(title);
        drawing.text(16, 24, "start", "ink head", title);
        Map<String, List<Median>> panels = new LinkedHashMap<>();
        medians.forEach(median -> panels.computeIfAbsent(median.key().measured(), unused -> new ArrayList<>())
                .add(median));
        int number = 0;
        for (List<Median> panel : panels.values()) {
            panel(drawing, panel, number % 2 * COLUMN + 56, number / 2 * PANEL + 66);
            number++;
        }
        return drawing.svg(WIDTH, (number + 1) / 2 * PANEL + 50);
    }

    private static void panel(Drawing drawing, List<Median> panel, double left, double top) {
        double width = COLUMN - 180;
        double height = PANEL - 76;
        double most = panel.stream().mapToDouble(Median::value).max().orElse(1);
        Median first = panel.get(0);
        drawing.text(
                left,
                top - 12,
                "start",
                "soft",
                first.key().measured() + ", " + first.key().unit());
        drawing.line(List.of(point(left, top), point(left, top + height), point(left + width, top + height)), "axis");
        drawing.text(left - 6, top + 10, "end", "soft", Median.text(most));
        drawing.text(left - 6, top + height, "end", "soft", "0");
        List<Double> sizes = panel.stream()
                .map(median -> Growth.of(median).runs())
                .distinct()
                .sorted()
                .toList();
        for (int i = 0; i < sizes.size(); i++) {
            drawing.text(
                    left + place(i, sizes, width),
                    top + height + 16,
                    "middle",
                    "soft",
                    String.format(Locale.ROOT, "%,.0f", sizes.get(i)));
        }
        lines(drawing, panel, sizes, new double[] {left, top, width, height, most});
    }

    private static void lines(Drawing drawing, List<Median> panel, List<Double> sizes, double[] frame) {
        Map<String, List<Median>> variants = new LinkedHashMap<>();
        panel.forEach(median -> variants.computeIfAbsent(Growth.of(median).variant(), unused -> new ArrayList<>())
                .add(median));
        int number = 0;
        for (Map.Entry<String, List<Median>> variant : variants.entrySet()) {
            String colour = variant.getKey().startsWith("avow") ? "c1" : "c0";
            List<double[]> points = new ArrayList<>();
            for (Median median : variant.getValue()) {
                double x = frame[0] + place(sizes.indexOf(Growth.of(median).runs()), sizes, frame[2]);
                double y = frame[1] + frame[3] * (1 - (frame[4] > 0 ? median.value() / frame[4] : 0));
                points.add(point(x, y));
                drawing.box(x - 2, y - 2, 4, 4, colour);
            }
            drawing.line(points, colour + " line");
            double[] last = points.get(points.size() - 1);
            String label = variant.getKey()
                    + " "
                    + Median.text(variant.getValue().get(points.size() - 1).value());
            drawing.text(last[0] + 6, last[1] + (number % 2 == 0 ? -3 : 11), "start", "ink", label);
            number++;
        }
    }

    private static double place(int index, List<Double> sizes, double width) {
        return sizes.size() == 1 ? width / 2 : width * index / (sizes.size() - 1);
    }

    private static double[] point(double x, double y) {
        return new double[] {x, y};
    }
}

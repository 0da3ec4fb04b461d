package dev.avow.console.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Durations as marks, a panel for each task, on one scale. */
final class StripPlot {

    private static final int LABEL = 28;
    private static final int PANEL = 96;
    private static final int AXIS = 38;

    /** What the style keeps free on the left, for values. */
    private static final int GUTTER = 60;

    private final String id;
    private final String title;
    private final TimeAxis axis;
    private final ValueAxis values;
    private final Map<String, List<Point>> points;

    StripPlot(String id, String title, TimeAxis axis, ValueAxis values, Map<String, List<Point>> points) {
        this.id = id;
        this.title = title;
        this.axis = axis;
        this.values = values;
        this.points = points;
    }

    void write(Html html) {
        int bottom = (LABEL + PANEL) * points.size();
        html.open(
                "svg",
                "class",
                "plot strip",
                "width",
                "100%",
                "height",
                Integer.toString(bottom + AXIS),
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d");
        html.element("title", title, "id", id + "-t");
        html.element(
                "desc",
                "A mark for each run, by slot and duration, in a panel for each task; the table below sums them up.",
                "id",
                id + "-d");
        axis.draw(html, LABEL, bottom);
        int top = 0;
        for (Map.Entry<String, List<Point>> panel : points.entrySet()) {
            panel(html, panel.getKey(), panel.getValue(), top + LABEL);
            top += LABEL + PANEL;
        }
        html.close();
    }

    private void panel(Html html, String task, List<Point> all, int top) {
        html.open("g", "class", "panel");
        html.element("text", task, "class", "task", "x", "-" + GUTTER, "y", "" + (top - 10));
        html.leaf("rect", "class", "back", "x", "0", "y", "" + top, "width", "100%", "height", "" + PANEL);
        for (long tick : values.ticks()) {
            String y = Numbers.plain(y(tick, top));
            html.leaf("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
            html.element(
                    "text", Spans.text(tick), "class", "value end", "x", "-8", "y", Numbers.plain(y(tick, top) + 4));
        }
        median(html, Point.quantile(all, 0.5), top);
        List<Point> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing((Point point) -> point.run().mark() != Mark.SUCCEEDED)
                .thenComparing(Point::at));
        ordered.forEach(point -> mark(html, point, top, all.size() > Group.DENSE));
        html.close();
    }

    private double y(long millis, int top) {
        return top + PANEL - 10 - (PANEL - 24) * values.part(millis);
    }

    private void median(Html html, long median, int top) {
        String y = Numbers.plain(y(median, top));
        html.leaf("line", "class", "median", "x1", "0", "x2", "100%", "y1", y, "y2", y);
        html.element("text", "median " + Spans.text(median), "class", "median end", "x", "100%", "y", "" + (top - 10));
    }

    private void mark(Html html, Point point, int top, boolean dense) {
        html.open("a", "href", "#" + point.run().anchor(), "tabindex", "-1");
        html.element("title", point.run().line() + ", " + Spans.text(point.millis()));
        if (dense) {
            Shapes.useDense(html, point.run().mark(), axis.x(point.at()), y(point.millis(), top));
        } else {
            Shapes.use(html, point.run().mark(), axis.x(point.at()), y(point.millis(), top));
        }
        html.close();
    }
}

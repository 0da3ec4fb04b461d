package dev.avow.console.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Durations of runs over time, a panel for each task, with a table beside them. */
final class PlotSection {

    private final String id;
    private final String title;
    private final String lead;
    private final TimeAxis axis;
    private final Map<String, List<Point>> points = new LinkedHashMap<>();

    private PlotSection(
            String id,
            String title,
            String lead,
            ReportData data,
            TimeAxis axis,
            Function<RunFact, Optional<Duration>> value) {
        this.id = id;
        this.title = title;
        this.lead = lead;
        this.axis = axis;
        data.tasks().forEach(task -> points.put(task, new ArrayList<>()));
        for (RunFact run : data.runs()) {
            value.apply(run)
                    .ifPresent(duration -> Objects.requireNonNull(
                                    points.get(run.run().task()))
                            .add(new Point(run, duration.toMillis())));
        }
        points.values().removeIf(List::isEmpty);
    }

    static PlotSection durations(ReportData data, TimeAxis axis) {
        return new PlotSection(
                "durations",
                "How long runs took",
                "The newest attempt of each run that has ended, from its start to its end.",
                data,
                axis,
                run -> run.run().duration());
    }

    static PlotSection lateness(ReportData data, TimeAxis axis) {
        return new PlotSection(
                "lateness",
                "How late runs started",
                "From the slot, or the request, to the start of the first attempt. For tasks after others this holds how"
                        + " long those took; for slots that were caught up or backfilled, how long ago they were.",
                data,
                axis,
                RunFact::late);
    }

    void write(Html html) {
        html.open("section", "id", id, "aria-labelledby", id + "-h").element("h2", title, "id", id + "-h");
        if (points.isEmpty()) {
            html.element("p", "No run that is shown has an attempt to measure.", "class", "none")
                    .close();
            return;
        }
        ValueAxis values = ValueAxis.over(points.values().stream()
                .flatMap(List::stream)
                .map(Point::millis)
                .toList());
        String scale = values.log()
                ? " The scale is logarithmic: equal steps up are equal factors, and what is below the lowest line stands on it."
                : "";
        html.element("p", lead + scale, "class", "lead");
        html.open("figure");
        new StripPlot(id, title, axis, values, points).write(html);
        html.close();
        table(html);
        html.close();
    }

    private void table(Html html) {
        html.open("table", "class", "numbers")
                .element("caption", title + ", by task")
                .open("thead")
                .open("tr");
        for (String column : List.of("Task", "Runs", "Shortest", "Median", "95 %", "Longest")) {
            html.element("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
        points.forEach((task, all) -> {
            html.open("tr").element("th", task, "scope", "row");
            cell(html, "Runs", Numbers.grouped(all.size()));
            cell(html, "Shortest", Spans.text(Point.least(all)));
            cell(html, "Median", Spans.text(Point.quantile(all, 0.5)));
            cell(html, "95 %", Spans.text(Point.quantile(all, 0.95)));
            cell(html, "Longest", Spans.text(Point.most(all)));
            html.close();
        });
        html.close().close();
    }

    private static void cell(Html html, String label, String text) {
        html.element("td", text, "data-l", label);
    }
}

package dev.avow.console.report;

import dev.avow.console.report.Missing.Skipped;
import dev.avow.console.report.ReportData.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All runs, each task in its lane, with the changes of specs across them. */
final class TimelineSection {

    private static final int TOP = 34;
    private static final int LANE = 52;
    private static final int AXIS = 38;

    private final ReportData data;
    private final TimeAxis axis;
    private final int bottom;

    TimelineSection(ReportData data, TimeAxis axis) {
        this.data = data;
        this.axis = axis;
        this.bottom = TOP + LANE * data.tasks().size();
    }

    void write(Html html) {
        html.open("section", "id", "timeline", "aria-labelledby", "timeline-h")
                .element("h2", "Timeline", "id", "timeline-h");
        html.element(
                "p",
                "Each mark stands at the slot that a run was declared for, or where it was requested. Marks lead to the"
                        + " table of runs below, which says the same in words.",
                "class",
                "lead");
        legend(html);
        html.open("figure");
        svg(html);
        html.close().close();
    }

    private void legend(Html html) {
        Set<Mark> used = EnumSet.noneOf(Mark.class);
        data.runs().forEach(run -> used.add(run.mark()));
        if (!data.missing().isEmpty()) {
            used.add(Mark.UNDECLARED);
        }
        html.open("ul", "class", "legend", "aria-label", "Signs");
        used.forEach(mark -> {
            html.open("li");
            Shapes.sign(html, mark);
            html.text(mark.label()).close();
        });
        if (!data.changes().isEmpty()) {
            html.open("li")
                    .element("span", "1", "class", "flag")
                    .text("spec changed")
                    .close();
        }
        if (!data.skipped().isEmpty()) {
            html.open("li")
                    .open("span", "class", "band")
                    .close()
                    .text("slots skipped")
                    .close();
        }
        html.close();
    }

    private void svg(Html html) {
        html.open(
                "svg",
                "class",
                "plot",
                "width",
                "100%",
                "height",
                Integer.toString(bottom + AXIS),
                "role",
                "img",
                "aria-labelledby",
                "timeline-t timeline-d");
        html.element("title", "Timeline of runs", "id", "timeline-t");
        html.element("desc", description(), "id", "timeline-d");
        data.skipped().forEach(span -> band(html, span));
        axis.draw(html, TOP, bottom);
        if (axis.contains(data.now())) {
            now(html);
        }
        changes(html);
        Map<String, List<Group>> lanes = Group.lanes(data);
        int y = TOP;
        for (String task : data.tasks()) {
            lane(html, task, lanes.getOrDefault(task, List.of()), y);
            y += LANE;
        }
        html.close();
    }

    private String description() {
        return Numbers.count(data.runs().size(), "run") + " and "
                + Numbers.count(data.missing().size(), "occasion") + " without one, of "
                + Numbers.count(data.tasks().size(), "task") + ", from " + axis.first() + " to " + axis.last()
                + ", with "
                + Numbers.count(data.changes().size(), "change") + " of specs.";
    }

    private void band(Html html, Skipped span) {
        double from = axis.percent(span.first());
        double width = Math.max(0.6, axis.percent(span.last()) - from);
        html.open(
                "rect",
                "class",
                "band",
                "x",
                Numbers.percent(from),
                "width",
                Numbers.percent(width),
                "y",
                "" + TOP,
                "height",
                "" + (bottom - TOP));
        html.element("title", Numbers.count(span.slots(), "slot") + " of schedule " + span.schedule() + " skipped")
                .close();
    }

    private void now(Html html) {
        String x = axis.x(data.now());
        html.leaf("line", "class", "now", "x1", x, "x2", x, "y1", "" + (TOP - 8), "y2", "" + bottom);
        html.element("text", "as of", "class", "now " + axis.anchor(data.now()), "x", x, "y", "" + (TOP - 12));
    }

    private void changes(Html html) {
        Map<Instant, List<Change>> places =
                data.changes().stream().collect(Collectors.groupingBy(Change::at, TreeMap::new, Collectors.toList()));
        places.forEach((at, changes) -> {
            String x = axis.x(at);
            String numbers = changes.stream()
                    .map(change -> Integer.toString(change.number()))
                    .collect(Collectors.joining(","));
            String tasks =
                    changes.stream().map(change -> change.change().task()).collect(Collectors.joining(", "));
            html.open("a", "class", "change", "href", "#" + changes.get(0).anchor(), "tabindex", "-1");
            html.element("title", "Spec changed at " + at + ": " + tasks);
            html.leaf("line", "x1", x, "x2", x, "y1", "20", "y2", "" + bottom);
            html.leaf("circle", "cx", x, "cy", "11", "r", numbers.length() > 2 ? "11" : "9");
            html.element("text", numbers, "x", x, "y", "15").close();
        });
    }

    private void lane(Html html, String task, List<Group> groups, int top) {
        int base = top + 33;
        html.open("g", "class", "lane");
        html.leaf("line", "class", "base", "x1", "0", "x2", "100%", "y1", "" + base, "y2", "" + base);
        html.element("text", task.isEmpty() ? "(no task)" : task, "class", "task", "x", "0", "y", "" + (top + 16));
        boolean dense = groups.size() > Group.DENSE;
        List<Group> ordered = new ArrayList<>(groups);
        ordered.sort(Group.TROUBLE_LAST);
        for (Group group : ordered) {
            group.draw(html, axis, base, dense);
        }
        html.close();
    }
}

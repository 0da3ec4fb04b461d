package dev.avow.console.report;

import dev.avow.console.report.RunFact.Denial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often the gate denied the runs that are shown, and why. */
final class DenialSection {

    private static final int BAR = 40;

    private final List<Row> rows;

    DenialSection(List<RunFact> runs) {
        Map<String, Row> found = new HashMap<>();
        for (RunFact run : runs) {
            Map<String, Row> ofRun = new HashMap<>();
            for (Denial denial : run.denials()) {
                ofRun.merge(denial.reason(), new Row(denial.reason(), 1, 1, denial), Row::again);
            }
            ofRun.forEach((reason, row) -> found.merge(reason, row, Row::with));
        }
        rows = new ArrayList<>(found.values());
        rows.sort(Comparator.comparingInt(Row::times).reversed().thenComparing(Row::reason));
    }

    /** Denials of one reason, with the newest of them. */
    private record Row(String reason, int times, int runs, Denial newest) {

        Row again(Row later) {
            return new Row(reason, times + later.times, runs, later.newest);
        }

        Row with(Row other) {
            Denial last = other.newest.at().isAfter(newest.at()) ? other.newest : newest;
            return new Row(reason, times + other.times, runs + other.runs, last);
        }
    }

    void write(Html html) {
        html.open("section", "id", "denials", "aria-labelledby", "denials-h")
                .element("h2", "Denials by reason", "id", "denials-h");
        if (rows.isEmpty()) {
            html.element("p", "The gate denied none of the runs that are shown.", "class", "none")
                    .close();
            return;
        }
        html.element("p", "Each denial counts, also where the run went on later.", "class", "lead");
        html.open("figure");
        plot(html);
        html.close();
        table(html);
        html.close();
    }

    private void plot(Html html) {
        html.open(
                "svg",
                "class",
                "plot bars",
                "width",
                "100%",
                "height",
                Integer.toString(BAR * rows.size()),
                "role",
                "img",
                "aria-labelledby",
                "denials-t denials-d");
        html.element("title", "Denials by reason", "id", "denials-t");
        html.element("desc", "A bar for each reason; the table below has the numbers.", "id", "denials-d");
        int y = 0;
        for (Row row : rows) {
            double width = 88.0 * row.times() / rows.get(0).times();
            html.open("g");
            html.element("text", row.reason(), "class", "task", "x", "0", "y", "" + (y + 14));
            html.leaf(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    "0",
                    "y",
                    "" + (y + 20),
                    "height",
                    "12",
                    "rx",
                    "2",
                    "width",
                    Numbers.percent(width));
            html.element(
                    "text",
                    Numbers.grouped(row.times()),
                    "class",
                    "count",
                    "x",
                    Numbers.percent(width + 1),
                    "y",
                    "" + (y + 30));
            html.close();
            y += BAR;
        }
        html.close();
    }

    private void table(Html html) {
        html.open("table").element("caption", "Denials by reason").open("thead").open("tr");
        for (String column : List.of("Reason", "Times", "Runs", "Last at", "What the last one said")) {
            html.element("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
        for (Row row : rows) {
            html.open("tr").element("th", row.reason(), "scope", "row", "class", "k");
            html.element("td", Numbers.grouped(row.times()), "data-l", "Times", "class", "n");
            html.element("td", Numbers.grouped(row.runs()), "data-l", "Runs", "class", "n");
            html.element("td", row.newest().at().toString(), "data-l", "Last at", "class", "k");
            html.open("td", "data-l", "Said", "class", "free")
                    .lines(row.newest().message())
                    .close();
            html.close();
        }
        html.close().close();
    }
}

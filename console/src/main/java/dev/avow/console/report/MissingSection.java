package dev.avow.console.report;

import dev.avow.console.report.Missing.Skipped;
import java.util.List;

/** What was never executed: never declared, passed over, or ended and waiting without an attempt. */
final class MissingSection {

    private final ReportData data;
    private final List<RunFact> idle;

    MissingSection(ReportData data) {
        this.data = data;
        this.idle = data.runs().stream()
                .filter(run -> run.run().attempts() == 0 && run.mark() != Mark.UPCOMING && run.mark() != Mark.DUE)
                .toList();
    }

    void write(Html html) {
        html.open("section", "id", "never", "aria-labelledby", "never-h")
                .element("h2", "Never executed", "id", "never-h");
        if (idle.isEmpty() && data.missing().isEmpty() && data.skipped().isEmpty()) {
            html.element("p", "All that is shown was executed, or is still to come.", "class", "none")
                    .close();
            return;
        }
        html.open("table").element("caption", "Runs without an attempt, and occasions without a run");
        html.open("thead").open("tr");
        for (String column : List.of("Occasion", "Task", "How it stands", "Why")) {
            html.element("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
        idle.forEach(run -> run(html, run));
        data.missing().forEach(missing -> missing(html, missing));
        data.skipped().forEach(span -> skipped(html, span));
        html.close().close().close();
    }

    private static void run(Html html, RunFact run) {
        html.open("tr").open("th", "scope", "row", "class", "k");
        html.open("a", "href", "#" + run.anchor())
                .lines(run.run().occasion())
                .close()
                .close();
        html.element("td", run.run().task(), "data-l", "Task", "class", "k");
        state(html, run.mark(), run.waiting());
        why(html, run.run().detail());
        html.close();
    }

    private static void missing(Html html, Missing missing) {
        html.open("tr")
                .open("th", "scope", "row", "class", "k")
                .lines(missing.occasion())
                .close();
        html.element("td", missing.task(), "data-l", "Task", "class", "k");
        state(html, Mark.UNDECLARED, " (" + missing.code() + ")");
        String times = missing.times() > 1 ? "Noted " + missing.times() + " times, last at " : "Noted at ";
        why(html, (missing.why().isEmpty() ? "" : missing.why() + "\n") + times + missing.noted());
        html.close();
    }

    private static void skipped(Html html, Skipped span) {
        html.open("tr")
                .open("th", "scope", "row")
                .lines("slots of schedule " + span.schedule())
                .close();
        html.element("td", "all", "data-l", "Task");
        html.element("td", Numbers.count(span.slots(), "slot") + " skipped", "data-l", "State");
        why(html, span.first() + " to " + span.last() + ", by catch-up policy " + span.policy());
        html.close();
    }

    private static void state(Html html, Mark mark, String more) {
        html.open("td", "data-l", "State").open("span").open("span", "class", "k");
        Shapes.sign(html, mark);
        html.text(mark.label()).close().text(more).close().close();
    }

    private static void why(Html html, String text) {
        html.open("td", "data-l", "Why", "class", "free");
        if (text.isEmpty()) {
            html.element("span", "not said", "class", "none");
        } else {
            html.lines(text);
        }
        html.close();
    }
}

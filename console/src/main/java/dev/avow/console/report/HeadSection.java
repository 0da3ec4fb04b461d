package dev.avow.console.report;

import dev.avow.console.report.ReportData.LeftOut;
import dev.avow.engine.history.JobView;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What the page is about, how its runs stand, and what is not on it. */
final class HeadSection {

    private final ReportData data;

    HeadSection(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        html.open("header");
        html.element("p", "Avow report", "class", "eyebrow").element("h1", data.job());
        html.open("dl", "class", "facts");
        fact(html, "As of", data.now().toString());
        fact(html, "Runs", Numbers.grouped(data.runs().size()) + " of " + Numbers.count(tasks(), "task"));
        fact(html, "Occasions shown", shown());
        fact(html, "Window asked for", asked());
        data.known().ifPresent(job -> known(html, job));
        html.close();
        tiles(html);
        notes(html);
        html.close();
    }

    private long tasks() {
        return data.runs().stream().map(run -> run.run().task()).distinct().count();
    }

    private static void fact(Html html, String name, String value) {
        html.open("div").element("dt", name).open("dd").dated(value).close().close();
    }

    private void known(Html html, JobView job) {
        job.schedules()
                .forEach((name, decided) -> fact(
                        html,
                        "Schedule " + name,
                        "decided to " + decided + (job.retired().contains(name) ? ", retired" : "")));
        if (job.paused()) {
            fact(html, "Paused", "yes: it declares nothing and starts nothing");
        }
    }

    private String shown() {
        if (data.runs().isEmpty()) {
            return "none";
        }
        Instant last = data.runs().get(0).run().at();
        Instant first = data.runs().get(data.runs().size() - 1).run().at();
        return first.equals(last) ? first.toString() : first + " to " + last;
    }

    private String asked() {
        ReportWindow window = data.window();
        String from = window.from().map(at -> "from " + at).orElse("");
        String to = window.to().map(at -> "up to before " + at).orElse("");
        String both = (from + " " + to).strip();
        return (both.isEmpty() ? "all" : both) + ", newest " + Numbers.grouped(window.limit());
    }

    private void tiles(Html html) {
        Map<Mark, Long> counts = new EnumMap<>(Mark.class);
        data.runs().forEach(run -> counts.merge(run.mark(), 1L, Long::sum));
        if (!data.missing().isEmpty()) {
            counts.put(Mark.UNDECLARED, (long) data.missing().size());
        }
        html.open("ul", "class", "tiles", "aria-label", "Runs by state");
        counts.forEach((mark, count) -> {
            html.open("li", "data-state", mark.key(), "data-count", Long.toString(count));
            Shapes.sign(html, mark);
            html.element("strong", Numbers.grouped(count))
                    .element("span", mark.label())
                    .close();
        });
        html.close();
    }

    private void notes(Html html) {
        LeftOut out = data.leftOut();
        if (out.inside() > 0) {
            note(
                    html,
                    "Left out: " + (out.more() ? "more than " : "") + Numbers.count(out.inside(), "older run")
                            + " of the window, above the limit of "
                            + Numbers.grouped(data.window().limit())
                            + ". Plots and tables hold only what is shown. A higher --limit, or --until "
                            + afterOldest() + ", shows them.");
        }
        if (out.newer() || out.older()) {
            String newer = out.newer() ? "newer runs" : "";
            String older = out.older() ? "older runs" : "";
            String both = newer.isEmpty() || older.isEmpty() ? newer + older : newer + " and " + older;
            note(html, "Outside the window, and so not shown: " + both + ".");
        }
        data.cut().forEach(kind -> note(html, "Only the newest 1,000 events " + kind + " of the job were looked at."));
        if (data.runs().isEmpty()) {
            note(html, "There are no runs to show.");
        }
    }

    /** The slot of the oldest run that is shown may have others that are not. */
    private Instant afterOldest() {
        return data.runs().get(data.runs().size() - 1).run().at().plusMillis(1);
    }

    private static void note(Html html, String text) {
        html.open("p", "class", "note", "role", "note").dated(text).close();
    }
}

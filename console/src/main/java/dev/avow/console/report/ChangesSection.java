package dev.avow.console.report;

import dev.avow.console.report.ReportData.Change;
import dev.avow.engine.history.SpecChange;
import dev.avow.engine.history.SpecChange.Difference;
import java.util.List;

/** What changed in the specs. */
final class ChangesSection {

    private final List<Change> changes;

    ChangesSection(List<Change> changes) {
        this.changes = changes;
    }

    void write(Html html) {
        html.open("section", "id", "changes", "aria-labelledby", "changes-h")
                .element("h2", "Where the spec changed", "id", "changes-h");
        if (changes.isEmpty()) {
            html.element("p", "No spec changed in what is shown.", "class", "none");
        }
        changes.forEach(change -> change(html, change));
        html.close();
    }

    private static void change(Html html, Change change) {
        SpecChange spec = change.change();
        html.open("figure", "class", "change", "id", change.anchor());
        html.open("figcaption")
                .element("span", Integer.toString(change.number()), "class", "flag")
                .element("strong", spec.task())
                .text(" from ")
                .element("time", change.at().toString())
                .text(" on")
                .close();
        html.open("dl", "class", "digests");
        spec.from().ifPresent(from -> digest(html, "before", from.toString()));
        digest(html, "after", spec.to().toString());
        digest(html, "first run", spec.first().toString());
        html.close();
        html.open("table", "class", "differences").open("thead").open("tr");
        for (String title : List.of("Place", "Before", "After")) {
            html.element("th", title, "scope", "col");
        }
        html.close().close().open("tbody");
        spec.differences().forEach(difference -> row(html, difference));
        html.close().close().close();
    }

    private static void digest(Html html, String name, String digest) {
        html.open("div")
                .element("dt", name)
                .open("dd")
                .element("code", digest, "class", "all")
                .close()
                .close();
    }

    private static void row(Html html, Difference difference) {
        TextDifference texts = TextDifference.of(difference);
        html.open("tr").open("th", "scope", "row").open("code");
        html.lines(difference.pointer().isEmpty() ? "(all of it)" : difference.pointer());
        html.close().close();
        side(html, "del", "Before", texts.before());
        side(html, "ins", "After", texts.after());
        html.close();
    }

    private static void side(Html html, String tag, String label, String text) {
        html.open("td", "data-l", label);
        if (text.isEmpty()) {
            html.element("span", "nothing", "class", "none");
        } else {
            html.open(tag).lines(text).close();
        }
        html.close();
    }
}

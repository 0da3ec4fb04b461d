package dev.avow.console.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All runs that are shown, as a table. */
final class RunsSection {

    private static final String ALL = "all";

    private final List<RunFact> runs;

    RunsSection(ReportData data) {
        this.runs = data.runs();
    }

    /** Returns rules that hide the rows of other states than a chosen one; where they do not work, all rows are there. */
    static String filterRules() {
        StringBuilder rules = new StringBuilder("@media screen{");
        for (Mark mark : Mark.values()) {
            rules.append(String.format(
                    Locale.ROOT,
                    "%nbody:has(#f-%1$s:checked) tr.run:not(.%1$s){display:none}".replace("%n", "\n"),
                    mark.key()));
        }
        return rules.append("}\n").toString();
    }

    void write(Html html) {
        html.open("section", "id", "runs", "aria-labelledby", "runs-h").element("h2", "Runs", "id", "runs-h");
        if (runs.isEmpty()) {
            html.element("p", "There are no runs to show.", "class", "none").close();
            return;
        }
        html.element("p", "Newest occasion first. A click on an identity selects all of it.", "class", "lead");
        filter(html);
        html.open("table", "class", "runs").element("caption", Numbers.count(runs.size(), "run"));
        html.open("thead").open("tr");
        for (String column : List.of("Run", "State", "Attempts", "Late", "Took", "Tokens", "Spec")) {
            html.element("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
        RunRow row = new RunRow(html);
        runs.forEach(row::write);
        html.close().close().close();
    }

    private void filter(Html html) {
        Set<Mark> used = EnumSet.noneOf(Mark.class);
        runs.forEach(run -> used.add(run.mark()));
        if (used.size() < 2) {
            return;
        }
        html.open("fieldset", "class", "filter").element("legend", "Show");
        html.leaf("input", "type", "radio", "name", "f", "id", "f-" + ALL, "checked", "checked");
        html.element("label", ALL, "for", "f-" + ALL);
        for (Mark mark : used) {
            html.leaf("input", "type", "radio", "name", "f", "id", "f-" + mark.key());
            html.open("label", "for", "f-" + mark.key());
            Shapes.sign(html, mark);
            html.text(mark.label()).close();
        }
        html.close();
    }
}

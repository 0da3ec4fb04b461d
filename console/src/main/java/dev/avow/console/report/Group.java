package dev.avow.console.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs of one task at one instant that look the same, drawn as one mark.
 *
 * @param index of the groups at its instant, from 0
 * @param beside how many groups are at its instant
 * @param link to the first of them
 */
record Group(Instant at, Mark mark, int runs, int index, int beside, Link link) {

    /** Where a mark leads, and what it says. */
    record Link(String href, String text) {}

    /** From how many marks in a lane on those of success are small. */
    static final int DENSE = 90;

    /** What went wrong covers what went well. */
    static final Comparator<Group> TROUBLE_LAST = Comparator.comparing((Group group) -> group.mark() != Mark.SUCCEEDED)
            .thenComparing(Group::at);

    private static final double MOST_APART = 9;
    private static final double ROOM = 18;

    /** Returns the groups of each task, oldest first. */
    static Map<String, List<Group>> lanes(ReportData data) {
        Map<String, Map<Instant, Map<Mark, List<Link>>>> places = new TreeMap<>();
        for (RunFact run : data.runs()) {
            place(places, run.run().task(), run.run().at(), run.mark(), new Link("#" + run.anchor(), run.line()));
        }
        for (Missing missing : data.missing()) {
            String text = missing.task() + ", " + missing.at() + ": never declared (" + missing.code() + ")";
            place(places, missing.task(), missing.at(), Mark.UNDECLARED, new Link("#never", text));
        }
        Map<String, List<Group>> lanes = new TreeMap<>();
        places.forEach((task, instants) -> lanes.put(task, groups(instants)));
        return lanes;
    }

    private static void place(
            Map<String, Map<Instant, Map<Mark, List<Link>>>> places, String task, Instant at, Mark mark, Link link) {
        places.computeIfAbsent(task, t -> new TreeMap<>())
                .computeIfAbsent(at, i -> new EnumMap<>(Mark.class))
                .computeIfAbsent(mark, m -> new ArrayList<>())
                .add(link);
    }

    private static List<Group> groups(Map<Instant, Map<Mark, List<Link>>> instants) {
        List<Group> groups = new ArrayList<>();
        instants.forEach((at, marks) -> {
            int index = 0;
            for (Map.Entry<Mark, List<Link>> entry : marks.entrySet()) {
                List<Link> all = entry.getValue();
                Link first = all.get(0);
                groups.add(new Group(at, entry.getKey(), all.size(), index++, marks.size(), first));
            }
        });
        return groups;
    }

    void draw(Html html, TimeAxis axis, double base, boolean dense) {
        double apart = beside < 2 ? 0 : Math.min(MOST_APART, ROOM / (beside - 1));
        double y = base + (index - (beside - 1) / 2.0) * apart;
        html.open("a", "href", link.href(), "tabindex", "-1", "data-runs", Integer.toString(runs));
        html.element("title", runs == 1 ? link.text() : link.text() + ", and " + (runs - 1) + " more that stand so");
        if (dense) {
            Shapes.useDense(html, mark, axis.x(at), y);
        } else {
            Shapes.use(html, mark, axis.x(at), y);
        }
        html.close();
    }
}

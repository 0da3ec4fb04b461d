package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of an occasion that count now: of each task the newest one, or the newest one of each element of its list. */
final class OccasionRuns {

    private final Session session;
    private final String job;
    private final String occasion;
    private final Map<String, List<RunRow>> all = new HashMap<>();
    private final Map<String, TaskRuns> known = new HashMap<>();

    OccasionRuns(Session session, String job, String occasion) {
        this.session = session;
        this.job = job;
        this.occasion = occasion;
        for (RunRow run : session.runs().ofOccasion(job, occasion)) {
            all.computeIfAbsent(run.key().task(), task -> new ArrayList<>()).add(run);
        }
    }

    /**
     * The runs of one task.
     *
     * @param mapped whether there is one for each element of a list
     * @param wanted how many there are when all are declared
     * @param refused whether those that are not declared never will be
     * @param runs in the order of their elements
     */
    record TaskRuns(boolean mapped, int wanted, boolean refused, List<RunRow> runs) {}

    TaskRuns of(String task) {
        return known.computeIfAbsent(task, this::find);
    }

    private TaskRuns find(String task) {
        List<RunRow> runs = all.getOrDefault(task, List.of());
        Optional<RunRow> plain =
                runs.stream().filter(run -> run.element().isEmpty()).max(Comparator.comparingInt(RunRow::number));
        boolean anyMapped = runs.stream().anyMatch(run -> run.element().isPresent());
        Optional<MappingRow> mapping =
                anyMapped ? session.mappings().newest(new OccasionKey(job, task, occasion)) : Optional.empty();
        int plainNumber = plain.map(RunRow::number).orElse(0);
        return mapping.filter(row -> row.number() > plainNumber)
                .map(row -> new TaskRuns(
                        true,
                        row.elements(),
                        session.mappings().isRefused(row.key(), row.number()),
                        newest(runs, row.elements())))
                .orElseGet(() -> new TaskRuns(false, 1, false, plain.stream().toList()));
    }

    private static List<RunRow> newest(List<RunRow> runs, int elements) {
        RunRow[] newest = new RunRow[elements];
        for (RunRow run : runs) {
            run.element().filter(element -> element.index() < elements).ifPresent(element -> {
                RunRow before = newest[element.index()];
                newest[element.index()] = before == null || before.number() < run.number() ? run : before;
            });
        }
        List<RunRow> found = new ArrayList<>();
        for (RunRow run : newest) {
            if (run != null) {
                found.add(run);
            }
        }
        return found;
    }
}

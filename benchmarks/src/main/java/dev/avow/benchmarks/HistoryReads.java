package dev.avow.benchmarks;

import dev.avow.benchmarks.Databases.Opened;
import dev.avow.db.open.Stores;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/** How long questions about runs take while the store grows, beside the same index range by hand in SQL. */
final class HistoryReads implements Benchmark {

    private static final int PAGE = 50;
    private static final int PICKS = 200;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        for (Databases database : Databases.values()) {
            try (Opened opened = database.open()) {
                DataSource source = opened.source();
                int jobs = size.of(3, 100);
                HistorySeed.run(source, jobs);
                HistoryCopies copies = HistoryCopies.of(database, source, jobs);
                Map<String, List<Double>> growth = new LinkedHashMap<>();
                for (int runs : sizes(size)) {
                    copies.growTo(runs);
                    measure(opened, copies, size, (measured, variant, value, unit) -> {
                        figures.add(opened.label(), measured, variant + ", " + runs + " runs", 0, value, unit);
                        if (variant.equals("avow")) {
                            growth.computeIfAbsent(measured, unused -> new ArrayList<>())
                                    .add(value);
                        }
                    });
                }
                growth.forEach((measured, values) -> figures.add(
                        opened.label(),
                        measured,
                        "avow, largest/smallest store",
                        0,
                        values.get(values.size() - 1) / values.get(0),
                        "ratio"));
            }
        }
    }

    private static void measure(Opened opened, HistoryCopies copies, Size size, HistoryQuestion.Taken taken)
            throws Exception {
        History history = new History(Stores.read(opened.source()));
        List<HistoryPick> picks = HistoryPick.some(PICKS, copies, history);
        for (HistoryQuestion question : questions(history, opened.source())) {
            question.measure(picks, size, taken);
        }
    }

    private static List<Integer> sizes(Size size) {
        return switch (size) {
            case SMOKE -> List.of(300);
            case FULL -> List.of(10_000, 100_000, 1_000_000);
            case SOAK -> List.of(10_000, 100_000, 1_000_000, 10_000_000);
        };
    }

    private static List<HistoryQuestion> questions(History history, DataSource source) {
        return List.of(
                new HistoryQuestion(
                        "latest 50 of a job", pick -> latest(history, pick), byHand(source, HistoryByHand::latest)),
                new HistoryQuestion(
                        "page from the middle", pick -> middle(history, pick), byHand(source, HistoryByHand::middle)),
                new HistoryQuestion("runs of a spec", pick -> spec(history, pick), byHand(source, HistoryByHand::spec)),
                new HistoryQuestion(
                        "runs that used an input", pick -> input(history, pick), byHand(source, HistoryByHand::input)),
                new HistoryQuestion(
                        "spec changes of a job",
                        pick -> history.changes(pick.job()).size(),
                        byHand(source, HistoryByHand::changes)));
    }

    private static HistoryQuestion.Asked byHand(
            DataSource source, Function<HistoryPick, HistoryByHand.Statement> statement) {
        return pick -> statement.apply(pick).rows(source).size();
    }

    private static int latest(History history, HistoryPick pick) {
        return history.runs(pick.job(), PAGE).items().size();
    }

    private static int middle(History history, HistoryPick pick) {
        return history.runs(pick.job(), PAGE, pick.cursor()).items().size();
    }

    private static int spec(History history, HistoryPick pick) {
        HistoryQuery query = HistoryQuery.runs().spec(pick.spec());
        return history.runs(query, PAGE).items().size();
    }

    private static int input(History history, HistoryPick pick) {
        return history.runs(History.usedInput(pick.input()), PAGE).items().size();
    }
}

package dev.avow.benchmarks;

import dev.avow.benchmarks.Databases.Opened;
import java.util.Map;
import javax.sql.DataSource;

/** How many statements and commits a run costs, counted at the driver, beside a fire of bare Quartz. */
final class Statements implements Benchmark {

    private static final String STATEMENTS = "statements a run";
    private static final String COMMITS = "commits a run";
    private static final String UNIT = "count";

    private final boolean verbose;

    /** @param verbose whether each text is said with its count */
    Statements(boolean verbose) {
        this.verbose = verbose;
    }

    @Override
    public String name() {
        return "statements";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        int runs = size.of(10, 800);
        for (Databases database : Databases.values()) {
            Counts quartz = count(
                    database,
                    figures,
                    "quartz",
                    runs,
                    (source, counter) -> QuartzRuns.fires(database, source, 1, runs, counter::clear));
            beside(
                    database,
                    figures,
                    quartz,
                    "avow at fire",
                    runs,
                    (source, counter) -> AvowRuns.atFire(source, 1, runs, counter::clear));
            beside(
                    database,
                    figures,
                    quartz,
                    "avow caught up",
                    runs,
                    (source, counter) -> AvowRuns.caughtUp(source, 1, runs, counter::clear));
            beside(
                    database,
                    figures,
                    quartz,
                    "avow ahead",
                    runs,
                    (source, counter) -> AvowRuns.ahead(source, 1, runs, counter::clear, () -> {}));
            beside(
                    database,
                    figures,
                    quartz,
                    "avow ahead, execution alone",
                    runs,
                    (source, counter) -> AvowRuns.ahead(source, 1, runs, () -> {}, counter::clear));
        }
    }

    private void beside(Databases database, Figures figures, Counts quartz, String variant, int runs, Counted work)
            throws Exception {
        Counts counts = count(database, figures, variant, runs, work);
        String name = variant + "-quartz";
        figures.add(database.label(), STATEMENTS, name, 0, counts.statements() - quartz.statements(), UNIT);
        figures.add(database.label(), COMMITS, name, 0, counts.commits() - quartz.commits(), UNIT);
    }

    private Counts count(Databases database, Figures figures, String variant, int runs, Counted work) throws Exception {
        Counter counter = new Counter();
        try (Opened opened = database.open()) {
            work.run(counter.around(opened.source()), counter);
            Counts counts = new Counts((double) counter.statements() / runs, (double) counter.commits() / runs);
            figures.add(opened.label(), STATEMENTS, variant, 0, counts.statements(), UNIT);
            figures.add(opened.label(), COMMITS, variant, 0, counts.commits(), UNIT);
            if (verbose) {
                for (Map.Entry<String, Long> text : counter.texts().entrySet()) {
                    System.out.printf(
                            "  %6.2f %s%n",
                            (double) text.getValue() / runs, text.getKey().replaceAll("\\s+", " "));
                }
            }
            return counts;
        }
    }

    /** Of one run. */
    private record Counts(double statements, double commits) {}

    @FunctionalInterface
    private interface Counted {
        double run(DataSource source, Counter counter) throws Exception;
    }
}

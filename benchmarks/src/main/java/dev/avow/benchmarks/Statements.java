package dev.avow.benchmarks;

import dev.avow.benchmarks.Databases.Opened;
import java.util.Map;
import javax.sql.DataSource;

/** How many statements and commits a run costs, counted at the driver, beside a fire of bare Quartz. */
final class Statements implements Benchmark {

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
        int runs = size.of(80, 800);
        for (Databases database : Databases.values()) {
            count(
                    database,
                    figures,
                    "quartz",
                    runs,
                    (source, counter) -> QuartzRuns.fires(database, source, 1, runs, counter::clear));
            count(
                    database,
                    figures,
                    "avow at fire",
                    runs,
                    (source, counter) -> AvowRuns.atFire(source, 1, runs, counter::clear));
            count(
                    database,
                    figures,
                    "avow declared ahead, execution",
                    runs,
                    (source, counter) -> AvowRuns.ahead(source, 1, runs, counter::clear));
        }
    }

    private void count(Databases database, Figures figures, String variant, int runs, Counted work) throws Exception {
        Counter counter = new Counter();
        try (Opened opened = database.open()) {
            work.run(counter.around(opened.source()), counter);
            figures.add(opened.label(), "statements a run", variant, 0, (double) counter.statements() / runs, "count");
            figures.add(opened.label(), "commits a run", variant, 0, (double) counter.commits() / runs, "count");
            if (verbose) {
                for (Map.Entry<String, Long> text : counter.texts().entrySet()) {
                    System.out.printf(
                            "  %6.2f %s%n",
                            (double) text.getValue() / runs, text.getKey().replaceAll("\\s+", " "));
                }
            }
        }
    }

    @FunctionalInterface
    private interface Counted {
        double run(DataSource source, Counter counter) throws Exception;
    }
}

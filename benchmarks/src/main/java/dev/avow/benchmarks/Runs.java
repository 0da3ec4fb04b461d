package dev.avow.benchmarks;

import dev.avow.benchmarks.Databases.Opened;
import javax.sql.DataSource;

/** How many runs that do nothing end in a second, beside fires of bare Quartz and jobs of rivals, each on a new database. */
final class Runs implements Benchmark {

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        int runs = size.of(10, 600);
        for (Databases database : Databases.values()) {
            measure(database, 1, runs, size, figures);
        }
        measure(Databases.POSTGRESQL, 2, runs, size, figures);
    }

    private static void measure(Databases database, int nodes, int runs, Size size, Figures figures) throws Exception {
        String measured = nodes == 1 ? "one node" : "two nodes";
        Paired paired = new Paired(figures, database.label(), measured, "runs/s")
                .variant(
                        "quartz",
                        rate(database, runs, source -> QuartzRuns.fires(database, source, nodes, runs, Runs::atOnce)))
                .variant(
                        "avow at fire",
                        rate(database, runs, source -> AvowRuns.atFire(source, nodes, runs, Runs::atOnce)))
                .variant(
                        "avow caught up",
                        rate(database, runs, source -> AvowRuns.caughtUp(source, nodes, runs, Runs::atOnce)))
                .variant(
                        "avow ahead",
                        rate(
                                database,
                                runs,
                                source -> AvowRuns.ahead(source, nodes, runs, Runs::atOnce, Runs::atOnce)));
        if (database == Databases.POSTGRESQL) {
            paired.rival("jobrunr", rate(database, runs, source -> JobRunrRuns.jobs(source, nodes, runs)))
                    .rival("db-scheduler", rate(database, runs, source -> DbSchedulerRuns.tasks(source, nodes, runs)));
        }
        paired.run(size);
    }

    private static Paired.Measure rate(Databases database, int runs, Timed work) {
        return () -> {
            try (Opened opened = database.open()) {
                return runs / work.seconds(opened.source());
            }
        };
    }

    private static void atOnce() {
        // nothing is counted here
    }

    @FunctionalInterface
    private interface Timed {
        double seconds(DataSource source) throws Exception;
    }
}

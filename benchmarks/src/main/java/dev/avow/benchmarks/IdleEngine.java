package dev.avow.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.testing.Postgres;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;

/** What an engine costs that has ten thousand jobs and nothing to do: heap, and statements a minute. */
final class IdleEngine implements Benchmark {

    private static final List<String> HEAP = List.of("-Xmx512m");

    private final boolean verbose;

    /** @param verbose whether it is said what the heap holds */
    IdleEngine(boolean verbose) {
        this.verbose = verbose;
    }

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        String jobs = Integer.toString(size.of(20, 10_000));
        String seconds = Integer.toString(size.of(1, 30));
        String histogram = Boolean.toString(verbose);
        write(figures, "h2", OwnJvm.run(HEAP, IdleMain.class, jobs, seconds, histogram));
        try (HikariDataSource pool = Postgres.newDatabase();
                Connection connection = pool.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            String[] arguments = {jobs, seconds, histogram, about.getURL(), about.getUserName()};
            write(figures, "postgresql", OwnJvm.run(HEAP, IdleMain.class, arguments));
        }
    }

    private static void write(Figures figures, String store, Said said) {
        figures.add(store, "registration of all jobs", "avow", 0, said.get(IdleMain.REGISTERED), "s");
        figures.add(store, "until all is decided", "avow", 0, said.get(IdleMain.QUIET), "s");
        figures.add(store, "heap before any job", "avow", 0, said.get(IdleMain.BEFORE), "MB");
        figures.add(store, "heap", "avow", 0, said.get(IdleMain.HEAP), "MB");
        figures.add(store, "statements a minute", "avow", 0, said.get(IdleMain.STATEMENTS), "count");
    }
}

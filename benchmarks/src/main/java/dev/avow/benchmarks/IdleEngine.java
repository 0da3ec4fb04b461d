package dev.avow.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.testing.Postgres;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;

/** What an engine costs that has ten thousand jobs and nothing to do: heap, and statements a minute. */
final class IdleEngine implements Benchmark {

    private static final List<String> HEAP = List.of("-Xmx512m");

    /** Where no figure is looked at, most of the time would go into compiling what runs once. */
    private static final List<String> SOON = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

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
        String milliseconds = Integer.toString(size.of(100, 30_000));
        List<String> options = size == Size.SMOKE ? SOON : HEAP;
        String histogram = Boolean.toString(verbose);
        write(figures, "h2", OwnJvm.run(options, IdleMain.class, jobs, milliseconds, histogram));
        try (HikariDataSource pool = Postgres.newDatabase();
                Connection connection = pool.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            String[] arguments = {jobs, milliseconds, histogram, about.getURL(), about.getUserName()};
            write(figures, "postgresql", OwnJvm.run(options, IdleMain.class, arguments));
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

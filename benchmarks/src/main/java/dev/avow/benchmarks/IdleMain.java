package dev.avow.benchmarks;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.benchmarks.Databases.Opened;
import dev.avow.engine.run.Avow;
import dev.avow.engine.schedule.Cron;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/** Registers jobs whose next slot is far away, lets the engine come to rest, and looks at it. */
final class IdleMain {

    static final String REGISTERED = "registered";
    static final String QUIET = "quiet";
    static final String BEFORE = "before";
    static final String HEAP = "heap";
    static final String STATEMENTS = "statements";

    /** More statements a second than this are of work, and none of an engine that is idle. */
    private static final double IDLE_STATEMENTS = 60;

    /** In how many milliseconds it is looked for statements again, where no less is measured. */
    private static final int SECOND = 1_000;

    private static final String PROMPT = "Summarise the tickets of the day in three sentences. ".repeat(20);
    private static final String HISTOGRAM = "gcClassHistogram";

    private IdleMain() {}

    /** @param arguments jobs, milliseconds, whether to say what the heap holds; URL and user of a PostgreSQL, else it is H2 */
    public static void main(String[] arguments) throws IOException, InterruptedException, JMException {
        int milliseconds = Integer.parseInt(arguments[1]);
        Counter counter = new Counter();
        try (Opened opened = arguments.length > 3 ? postgres(arguments[3], arguments[4]) : Databases.H2.open();
                Avow engine = Avow.on(counter.around(opened.source()))
                        .operators(new NoOp())
                        .build()) {
            engine.start();
            OwnJvm.say(BEFORE, heap());
            long start = System.nanoTime();
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                register(engine, "job" + i);
            }
            OwnJvm.saySince(REGISTERED, start);
            rest(counter, Math.min(milliseconds, SECOND));
            OwnJvm.saySince(QUIET, start);
            counter.clear();
            pass(milliseconds);
            OwnJvm.say(STATEMENTS, counter.statements() * 60_000.0 / milliseconds);
            OwnJvm.say(HEAP, heap());
            if (Boolean.parseBoolean(arguments[2])) {
                sayWhatTheHeapHolds();
            }
        }
    }

    private static Opened postgres(String url, String user) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setMaximumPoolSize(Databases.CONNECTIONS);
        return new Opened(Databases.POSTGRESQL.label(), pool, pool::close);
    }

    private static void register(Avow engine, String name) {
        engine.register(job(name)
                .schedule(Cron.cron("0 0 3 1 1 ?"))
                .task("summarise", operator(NoOp.NAME).user(PROMPT + name))
                .build());
    }

    private static void rest(Counter counter, int milliseconds) throws InterruptedException {
        do {
            counter.clear();
            pass(milliseconds);
        } while (counter.statements() * SECOND > IDLE_STATEMENTS * milliseconds);
    }

    private static void pass(int milliseconds) throws InterruptedException {
        if (new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** Returns the megabytes that are reachable. */
    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static void sayWhatTheHeapHolds() throws JMException {
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        HISTOGRAM,
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        text.toString().lines().limit(40).forEach(System.out::println);
    }
}
